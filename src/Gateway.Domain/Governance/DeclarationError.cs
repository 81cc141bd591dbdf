namespace Gateway.Domain.Governance;

/// <summary>Something wrong in a declaration, and how to mend it. Never holds a secret.</summary>
/// <param name="Path">JSON path of the value: <c>routes[2].targets[0].provider</c>; empty: the document itself.</param>
/// <param name="Line">From 1.</param>
/// <param name="Position">Character within the line, from 1.</param>
/// <param name="Message">What is wrong and the fix, in a sentence or two.</param>
public sealed record DeclarationError(string Path, int Line, int Position, string Message)
{
    /// <summary>One line for a log or a console.</summary>
    public override string ToString() => $"line {Line}, position {Position}: {(Path.Length == 0 ? "the document" : Path)}: {Message}";
}

/// <summary>What came of reading a declaration.</summary>
/// <param name="Declaration">Null: there are errors.</param>
/// <param name="Errors">All of them, in the order of the text.</param>
public sealed record DeclarationReading(Declaration? Declaration, IReadOnlyList<DeclarationError> Errors);
