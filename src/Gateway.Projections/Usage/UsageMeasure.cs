namespace Gateway.Projections.Usage;

/// <summary>One figure of <c>usage_hourly</c>.</summary>
/// <param name="Name">The column.</param>
/// <param name="SqlType">Its type.</param>
/// <param name="Sum">How it is made from ended rows of <c>call_record</c>.</param>
internal sealed record UsageMeasure(string Name, string SqlType, string Sum)
{
    public static readonly IReadOnlyList<UsageMeasure> All =
    [
        new("requests", "bigint", "count(*)"),
        Count("denied", "status = 'DENIED'"),
        Count("failed", "status = 'FAILED'"),
        Count("aborted", "status = 'ABORTED'"),
        Count("abandoned", "status = 'ABANDONED'"),
        Count("unpriced", "usage_state <> 'ABSENT' and cost_amount is null"),
        Count("estimated", "usage_state = 'ESTIMATED'"),
        Tokens("input_tokens"),
        Tokens("cache_read_tokens"),
        Tokens("cache_write_5m_tokens"),
        Tokens("cache_write_1h_tokens"),
        Tokens("output_tokens"),
        Tokens("reasoning_tokens"),
        Tokens("audio_in_tokens"),
        Tokens("audio_out_tokens"),
        new("cost", "numeric", "coalesce(sum(cost_amount), 0)"),
    ];

    private static UsageMeasure Count(string name, string condition) => new(name, "bigint", $"count(*) filter (where {condition})");

    private static UsageMeasure Tokens(string name) => new(name, "bigint", $"coalesce(sum({name}), 0)");
}
