namespace Gateway.Projections.Freshness;

/// <summary>How far a view had come when it was about to be read.</summary>
/// <param name="Position">Everything up to this place in the store is included.</param>
/// <param name="RecordedAt">When the last included event was stored, by the database's clock; null: there is none.</param>
/// <param name="LagMs">How long the oldest event that is not included has been waiting, in milliseconds; 0: nothing is.</param>
public sealed record ViewFreshness(long Position, DateTimeOffset? RecordedAt, double LagMs);
