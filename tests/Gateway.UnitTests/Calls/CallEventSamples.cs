using Gateway.Domain.Calls;

namespace Gateway.UnitTests.Calls;

/// <summary>The events of one call, with no more in them than they must hold.</summary>
internal static class CallEventSamples
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    private static readonly CallOpening Opening = new()
    {
        Node = "node-1",
        Boot = Guid.Empty,
        ReceivedAt = Noon,
        PrincipalKind = "virtual_key",
        PrincipalId = Guid.Empty,
        Organization = "acme",
        Endpoint = "chat",
        WireFormat = "openai.chat",
        PolicyVersion = 1,
        RequestBytes = 1,
        Subject = Guid.Empty,
    };

    public static readonly CallReceived Received = new(Opening, "gpt-4o", "priority", [new PlannedTarget("openai", "gpt-4o")]);

    public static readonly CallDenied Denied = new(Opening, "model_not_found", 404, Noon.AddSeconds(1));

    public static readonly CallAbandoned Abandoned = new(Noon, Noon.AddSeconds(4), "node-1", Guid.Empty, "node-2");

    public static AttemptFailed AttemptFailed(int attempt) => new(attempt, "azure", "gpt-4o", FailureReasons.UpstreamTimeout, null, null, Noon, 1);

    public static CallCompleted Completed(int attempt) => new(Outcome(attempt, 2));

    public static CallFailed Failed(int attempt) => new(Outcome(attempt, 3), FailureReasons.UpstreamError);

    public static CallAborted Aborted(int attempt) => new(Outcome(attempt, 5));

    private static CallOutcome Outcome(int attempt, int seconds) => new()
    {
        ReceivedAt = Noon,
        CompletedAt = Noon.AddSeconds(seconds),
        Attempt = attempt,
        UsageState = UsageState.Absent,
        Latency = new CallLatency(1),
    };
}
