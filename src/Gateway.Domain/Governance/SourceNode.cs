using System.Text.Json;

namespace Gateway.Domain.Governance;

/// <summary>A JSON value that knows where in the text it stands.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Path">JSON path; empty: the root.</param>
/// <param name="Line">From 1.</param>
/// <param name="Position">Character within the line, from 1.</param>
internal sealed record SourceNode(JsonValueKind Kind, string Path, int Line, int Position)
{
    /// <summary>The string's value; empty for everything else.</summary>
    public string Text { get; init; } = "";

    /// <summary>The object's members by name.</summary>
    public Dictionary<string, SourceMember> Members { get; init; } = [];

    /// <summary>The array's items.</summary>
    public List<SourceNode> Items { get; init; } = [];

    /// <summary>The kind in words.</summary>
    public string KindInWords => Kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "an array",
        JsonValueKind.String => "a string",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "a boolean",
        _ => "null",
    };

    /// <summary>An error at this place.</summary>
    public DeclarationError Error(string message) => new(Path, Line, Position, message);
}

/// <summary>A member of an object.</summary>
/// <param name="Value">Its value.</param>
/// <param name="Line">Where its name stands, from 1.</param>
/// <param name="Position">Character within the line, from 1.</param>
internal sealed record SourceMember(SourceNode Value, int Line, int Position);
