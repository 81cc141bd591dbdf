using Gateway.GraphQL.Scalars;
using Gateway.Projections.Freshness;

namespace Gateway.GraphQL.Freshness;

/// <summary>Reads, once a request and before its data, how fresh the views are that it reads.</summary>
internal sealed class FreshnessReader(FreshnessQueries queries)
{
    private readonly Lock _once = new();
    private Task<ViewFreshness>? _calls;

    /// <summary>To be awaited before a view of calls is read.</summary>
    public Task BeforeCallsAsync(CancellationToken cancellation)
    {
        lock (_once)
            return _calls ??= queries.OfCallsAsync(cancellation);
    }

    /// <summary>What to say in <c>extensions.freshness</c>; null: no view was read.</summary>
    public IReadOnlyDictionary<string, object?>? Claim() => _calls is { IsCompletedSuccessfully: true, Result: var freshness }
        ? new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["position"] = StorePosition.Format(freshness.Position),
            ["recordedAt"] = freshness.RecordedAt is { } at ? DateTimeType.Format(at) : null,
            ["lagMs"] = Math.Round(freshness.LagMs, 3),
        }
        : null;
}
