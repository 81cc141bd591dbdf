using Gateway.Domain;

namespace Gateway.Projections.Governance;

/// <summary>What came of applying a declaration.</summary>
/// <param name="Version">The governance version afterwards.</param>
/// <param name="Events">How many events were appended; 0: the control plane was already as declared, or the declaration was refused.</param>
/// <param name="Refusals">Why nothing was applied; empty: it was.</param>
public sealed record AppliedConfiguration(long Version, int Events, IReadOnlyList<Rejection> Refusals);
