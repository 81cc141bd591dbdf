using Gateway.Domain.Calls;
using Gateway.Domain.Pricing;

namespace Gateway.IntegrationTests.Calls;

/// <summary>The events of a call as the ingress would write them.</summary>
internal static class CallSamples
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static CallReceived Received(DateTimeOffset? at = null, string model = "gpt-4o", string? team = "research", string organization = "acme") => new()
    {
        Node = "node-1",
        Boot = Guid.Parse("00000000-0000-0000-0000-0000000000b0"),
        ReceivedAt = at ?? Noon,
        PrincipalKind = "virtual_key",
        PrincipalId = Guid.Parse("00000000-0000-0000-0000-0000000000a0"),
        Key = "ci",
        Organization = organization,
        Team = team,
        Project = "search",
        Tags = new Dictionary<string, string>(StringComparer.Ordinal) { ["feature"] = "summaries" },
        TraceId = "0af7651916cd43dd8448eb211c80319c",
        Session = "s-1",
        Agent = "crawler",
        Endpoint = "chat",
        WireFormat = "openai.chat",
        RequestedModel = model,
        Stream = true,
        PolicyVersion = 7,
        RequestBytes = 1234,
        RequestDigest = "cmVxdWVzdA==",
        Subject = Guid.Parse("00000000-0000-0000-0000-0000000000c0"),
        Personal = "Y2lwaGVydGV4dA==",
        Route = model,
        Strategy = "priority",
        Targets = [new PlannedTarget("openai", model)],
        Injected = ["$.stream_options.include_usage"],
    };

    public static CallDenied Denied(DateTimeOffset? at = null, string? model = "gpt-9", string organization = "acme") => new()
    {
        Node = "node-1",
        Boot = Guid.Parse("00000000-0000-0000-0000-0000000000b0"),
        ReceivedAt = at ?? Noon,
        PrincipalKind = "virtual_key",
        PrincipalId = Guid.Parse("00000000-0000-0000-0000-0000000000a0"),
        Key = "ci",
        Organization = organization,
        Endpoint = "chat",
        WireFormat = "openai.chat",
        RequestedModel = model,
        PolicyVersion = 7,
        RequestBytes = 20,
        Subject = Guid.Parse("00000000-0000-0000-0000-0000000000c0"),
        Code = "model_not_found",
        HttpStatus = 404,
        CompletedAt = (at ?? Noon).AddMilliseconds(1.5),
    };

    public static AttemptFailed AttemptFailed(int attempt = 1, DateTimeOffset? at = null) =>
        new(attempt, "azure", "gpt-4o-eu", FailureReasons.UpstreamTimeout, 504, "deadline", (at ?? Noon).AddSeconds(1), 250_000);

    public static CallCompleted Completed(DateTimeOffset? at = null, int attempt = 1, decimal? cost = 0.00123m) => new()
    {
        ReceivedAt = at ?? Noon,
        CompletedAt = (at ?? Noon).AddSeconds(2),
        Attempt = attempt,
        Provider = "openai",
        Model = "gpt-4o",
        ResponseModel = "gpt-4o-2024-11-20",
        ResponseId = "chatcmpl-1",
        HttpStatus = 200,
        FinishReasons = ["stop"],
        UsageState = UsageState.Reported,
        Usage = new TokenUsage { Input = 100, CacheRead = 20, Output = 50, Reasoning = 10 },
        Cost = cost is { } amount ? new Cost(amount, "USD", Guid.Parse("00000000-0000-0000-0000-0000000000d0"), 3) : null,
        Latency = new CallLatency(2_000_000, 100, 900, 400_000, 500_000, 1_400_000),
        ResponseBytes = 4321,
        ResponseDigest = "YW5zd2Vy",
    };

    public static CallFailed Failed(DateTimeOffset? at = null) => new()
    {
        ReceivedAt = at ?? Noon,
        CompletedAt = (at ?? Noon).AddSeconds(3),
        Attempt = 1,
        Provider = "openai",
        Model = "gpt-4o",
        HttpStatus = 502,
        UsageState = UsageState.Absent,
        Latency = new CallLatency(3_000_000),
        Reason = FailureReasons.UpstreamError,
        ProviderErrorCode = "server_error",
        Interrupted = true,
    };

    public static CallAborted Aborted(DateTimeOffset? at = null) => new()
    {
        ReceivedAt = at ?? Noon,
        CompletedAt = (at ?? Noon).AddSeconds(1),
        Attempt = 1,
        Provider = "openai",
        Model = "gpt-4o",
        UsageState = UsageState.Estimated,
        Usage = new TokenUsage { Input = 100, Output = 5 },
        Latency = new CallLatency(1_000_000),
    };

    public static CallAbandoned Abandoned(DateTimeOffset? at = null) =>
        new(at ?? Noon, (at ?? Noon).AddMinutes(1), "node-1", Guid.Parse("00000000-0000-0000-0000-0000000000b0"), "node-2");
}
