namespace Gateway.Domain.Governance;

/// <summary>
/// What every event of the control plane says of its making. It stands in the body, not in the store's headers: it is part of what
/// happened, the ledger's leaf covers it, and call events carry no column for it.
/// </summary>
public abstract record ControlPlaneEvent
{
    /// <summary>Who did it: the name of a principal, or of the process that applied a declaration.</summary>
    public required string By { get; init; }

    /// <summary>What it came from, one of <see cref="DeclarationSources"/>. A declaration changes only what has its own source.</summary>
    public required string Source { get; init; }

    /// <summary>Why, in the words of who did it; absent: not stated.</summary>
    public string? Reason { get; init; }
}
