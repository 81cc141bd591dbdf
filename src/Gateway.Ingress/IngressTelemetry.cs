using System.Diagnostics.Metrics;
using Gateway.Domain.Calls;
using Gateway.Ingress.Proxy;

namespace Gateway.Ingress;

/// <summary>The metrics of the way of a call. Names and units follow OpenTelemetry's GenAI conventions where those have one.</summary>
internal static class IngressTelemetry
{
    /// <summary>The meter's name.</summary>
    public const string Name = "Gateway.Ingress";

    private static readonly Meter Meter = new(Name);

    private static readonly Histogram<double> Duration = Meter.CreateHistogram<double>(
        "gen_ai.server.request.duration", "s", "From the first header to the outcome", advice: new() { HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120] });

    private static readonly Counter<long> Tokens = Meter.CreateCounter<long>("gateway.tokens", "{token}", "Tokens by direction");

    private static readonly Histogram<double> JournalWait = Meter.CreateHistogram<double>(
        "gateway.journal.wait", "s", "Waiting for a call's record to be durable", advice: new() { HistogramBucketBoundaries = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5] });

    private static readonly Histogram<int> JournalBatch = Meter.CreateHistogram<int>(
        "gateway.journal.batch", "{entry}", "Entries in one commit", advice: new() { HistogramBucketBoundaries = [1, 2, 4, 8, 16, 32, 64, 128, 256] });

    private static readonly Counter<long> AuthenticationFailures = Meter.CreateCounter<long>(
        "gateway.authentication.failures", "{request}", "Requests without a virtual key in force");

    /// <summary>A call has ended.</summary>
    public static void Ended(CallEnd end, CallOutcome outcome)
    {
        Duration.Record(
            outcome.Latency.Total / 1e6,
            new("gateway.call.status", StatusName(end.Kind)),
            new("gen_ai.provider.name", outcome.Provider),
            new("gen_ai.request.model", outcome.Model));
        if (outcome.Latency.Journal is { } wait)
            JournalWait.Record(wait / 1e6);
        if (outcome.Usage is not { } usage)
            return;

        Tokens.Add(usage.TotalInput, new KeyValuePair<string, object?>("gen_ai.token.type", "input"));
        Tokens.Add(usage.TotalOutput, new KeyValuePair<string, object?>("gen_ai.token.type", "output"));
    }

    /// <summary>A commit of the journal went through.</summary>
    public static void Committed(int entries) => JournalBatch.Record(entries);

    /// <summary>A request was refused before it became a call.</summary>
    public static void AuthenticationFailed() => AuthenticationFailures.Add(1);

    private static string StatusName(CallStatus status) => status switch
    {
        CallStatus.Completed => "completed",
        CallStatus.Aborted => "aborted",
        _ => "failed",
    };
}
