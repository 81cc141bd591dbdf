namespace Gateway.Domain.Governance;

/// <summary>Fetches what a reference points to.</summary>
/// <param name="reference"><c>env:NAME</c> or <c>file:PATH</c>.</param>
/// <returns>The secret without a final line break; null: the variable or the file does not exist, or can't be read.</returns>
public delegate string? ResolveSecret(string reference);
