using System.Diagnostics;
using Gateway.Benchmarks.Accounting;
using Gateway.Benchmarks.Processes;
using Gateway.Benchmarks.Reporting;

namespace Gateway.Benchmarks.Scenarios;

/// <summary>How much memory the gateway holds while a million calls go through it.</summary>
internal sealed class MemoryScenario : IScenario
{
    private const int Steps = 20;

    /// <inheritdoc/>
    public string Name => "memory";

    /// <inheritdoc/>
    public async Task<Section> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        await using var stage = await Stage.StartAsync(options, cancellation);
        var candidate = await stage.StartCandidateAsync(new GatewaySettings { Name = "gateway", Roles = options.Roles }, cancellation);

        var table = new Table("calls", "RSS MB", "calls/s");
        var samples = new List<double>();
        var failures = 0L;
        for (var step = 1; step <= Steps; step++)
        {
            var started = Stopwatch.GetTimestamp();
            var load = await candidate.ClosedLoop(options).RunAsync(options.Calls / Steps, cancellation);
            samples.Add(candidate.Own.ResidentBytes() / 1e6);
            failures += load.Errors;
            table.Add($"{options.Calls / Steps * step:N0}", $"{samples[^1]:F0}", $"{load.Latency.Count / Stopwatch.GetElapsedTime(started).TotalSeconds:N0}");
        }

        return new Section(
            "Memory",
            $"Strict, {options.Roles ?? "all roles"}, {options.Connections} connections, closed loop; resident memory of {candidate.Name} under load. "
            + "Flat: the last quarter of the run against the second.",
            table,
            TargetsFor(samples),
            failures);
    }

    private static Targets TargetsFor(List<double> samples)
    {
        const int quarter = Steps / 4;
        var second = Spread.Of(samples.Skip(quarter).Take(quarter));
        var last = Spread.Of(samples.TakeLast(quarter));
        var targets = new Targets();
        targets.AtMost("RSS at the end, MB", last, 250, "F0");
        targets.AtMost("last quarter / second", new Spread(last.Median / second.Median, last.Min / second.Median, last.Max / second.Median), 1.1, "F2");
        return targets;
    }
}
