using Gateway.Benchmarks.Processes;
using Gateway.Domain.Calls;
using Gateway.Domain.Governance;
using Gateway.Domain.Keys;
using Gateway.Domain.Pricing;
using Gateway.Ingress.Journal;

namespace Gateway.Benchmarks.Recording;

/// <summary>Calls with events of the size that the way of a call writes.</summary>
internal static class SampleCalls
{
    /// <summary>The organization that the harness' configuration declares.</summary>
    public const string Organization = "acme";

    private static readonly string Digest = Convert.ToBase64String(new byte[32]);
    private static readonly string Personal = Convert.ToBase64String(new byte[110]);
    private static readonly Guid Some = Guid.CreateVersion7();

    /// <summary>A call that asks to be let through.</summary>
    public static Opening Asking(GovernanceSnapshot snapshot)
    {
        var request = new CallRequest(KeySecret.HashOf(GatewayProcess.Key), Load.Request.Model);
        var opening = new CallOpening
        {
            Node = "",
            Boot = Guid.Empty,
            ReceivedAt = DateTimeOffset.UtcNow,
            PrincipalKind = "virtual_key",
            PrincipalId = snapshot.FindKey(request.KeyHash)!.Id,
            Key = "benchmark",
            Organization = Organization,
            Team = "research",
            Project = "search",
            Endpoint = "chat",
            WireFormat = "openai.chat",
            RequestedModel = request.Model,
            PolicyVersion = snapshot.Version,
            RequestDigest = Digest,
            RequestBytes = 1024,
            Subject = Some,
            Personal = Personal,
        };
        return Opening.Asking(Guid.CreateVersion7(), opening, request, injected: null, snapshot.Decide(request));
    }

    /// <summary>How it ended.</summary>
    public static CallCompleted Completed() => new()
    {
        ReceivedAt = DateTimeOffset.UtcNow,
        CompletedAt = DateTimeOffset.UtcNow,
        Attempt = 1,
        Provider = "upstream",
        Model = Load.Request.Model,
        ResponseModel = Load.Request.Model + "-2024-11-20",
        ResponseId = "chatcmpl-0123456789abcdef0123456789",
        UpstreamRequestId = "req_0123456789abcdef0123456789abcdef",
        HttpStatus = 200,
        FinishReasons = ["stop"],
        UsageState = UsageState.Reported,
        Usage = new TokenUsage { Input = 200, Output = 150 },
        Cost = new Cost(0.002m, "USD", Some, 1),
        Latency = new CallLatency(2_000, 20, 900, 400, 500, 100),
        ResponseDigest = Digest,
        ResponseBytes = 1024,
    };
}
