using Gateway.Domain.Calls;

namespace Gateway.Projections.Usage;

/// <summary>The answer to a <see cref="UsageRequest"/>.</summary>
/// <param name="Rows">By stretch, then by dimension.</param>
/// <param name="Total">All rows added up.</param>
public sealed record UsageReport(IReadOnlyList<UsageRow> Rows, UsageFigures Total);

/// <summary>Figures of one stretch and one value of each dimension that was asked for.</summary>
/// <param name="From">The stretch's start; null: the whole range.</param>
/// <param name="Dimensions">By dimension; a null value: the calls that have none.</param>
/// <param name="Figures">The figures.</param>
public sealed record UsageRow(DateTimeOffset? From, IReadOnlyDictionary<UsageDimension, string?> Dimensions, UsageFigures Figures);

/// <summary>Ended calls, added up.</summary>
/// <param name="Requests">How many calls.</param>
/// <param name="Denied">How many of them the gateway refused.</param>
/// <param name="Failed">How many of them failed.</param>
/// <param name="Aborted">How many of them the client left.</param>
/// <param name="Abandoned">How many of them a dead node left behind.</param>
/// <param name="Unpriced">How many of them have a usage but no cost.</param>
/// <param name="Estimated">How many of them have an estimated usage.</param>
/// <param name="Tokens">Tokens by type.</param>
/// <param name="Cost">In US dollars, exact.</param>
public sealed record UsageFigures(
    long Requests, long Denied, long Failed, long Aborted, long Abandoned, long Unpriced, long Estimated, TokenUsage Tokens, decimal Cost)
{
    /// <summary>Nothing.</summary>
    public static readonly UsageFigures None = new(0, 0, 0, 0, 0, 0, 0, new TokenUsage(), 0m);

    /// <summary>Adds up.</summary>
    public UsageFigures Add(UsageFigures other) => new(
        Requests + other.Requests,
        Denied + other.Denied,
        Failed + other.Failed,
        Aborted + other.Aborted,
        Abandoned + other.Abandoned,
        Unpriced + other.Unpriced,
        Estimated + other.Estimated,
        new TokenUsage
        {
            Input = Tokens.Input + other.Tokens.Input,
            CacheRead = Tokens.CacheRead + other.Tokens.CacheRead,
            CacheWrite5m = Tokens.CacheWrite5m + other.Tokens.CacheWrite5m,
            CacheWrite1h = Tokens.CacheWrite1h + other.Tokens.CacheWrite1h,
            Output = Tokens.Output + other.Tokens.Output,
            Reasoning = Tokens.Reasoning + other.Tokens.Reasoning,
            AudioIn = Tokens.AudioIn + other.Tokens.AudioIn,
            AudioOut = Tokens.AudioOut + other.Tokens.AudioOut,
        },
        Cost + other.Cost);
}
