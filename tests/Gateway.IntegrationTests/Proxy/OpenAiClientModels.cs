namespace Gateway.IntegrationTests.Proxy;

/// <summary>Models that the official client is tried with, beside the usual ones: it can order faults by no header.</summary>
internal static class OpenAiClientModels
{
    public const string ParallelTools = "sim-parallel-tools-2";
    public const string Invalid = "fault-400";
    public const string Broken = "fault-500";
    public const string Refused = "fault-401";
    public const string Cut = "gpt-4o+cut-4";
    public const string RateLimitedTwice = "fault-429;retry-after-ms=1;times=2";
    public const string OverloadedOnce = "fault-503;retry-after=1;times=1";

    public static IReadOnlyList<string> All { get; } = [ParallelTools, Invalid, Broken, Refused, Cut, RateLimitedTwice, OverloadedOnce];
}
