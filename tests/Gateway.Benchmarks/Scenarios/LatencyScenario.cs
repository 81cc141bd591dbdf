using Gateway.Benchmarks.Accounting;
using Gateway.Benchmarks.Processes;
using Gateway.Benchmarks.Reporting;

namespace Gateway.Benchmarks.Scenarios;

/// <summary>How much later an answer comes than from the upstream itself, at a rate far below saturation.</summary>
internal sealed class LatencyScenario : IScenario
{
    /// <inheritdoc/>
    public string Name => "latency";

    /// <inheritdoc/>
    public async Task<Section> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        await using var stage = await Stage.StartAsync(options, cancellation);
        Subject[] subjects =
        [
            stage.Upstream,
            await stage.StartYarpAsync("bare YARP", cancellation),
            await stage.StartCandidateAsync(new GatewaySettings { Name = "gateway", Roles = options.Roles }, cancellation),
        ];

        var all = await new Meter(stage.Upstream, options).RunAsync(
            subjects,
            subject => subject.ClosedLoop(options).RunAsync(options.Warmup, cancellation),
            async subject =>
            {
                using var load = subject.OpenLoop(options);
                return await load.RunAsync(2 * options.Window, cancellation);
            },
            cancellation);

        var targets = new Targets();
        targets.AtMost("added p50, ms", Added(all[2], all[0], 0.50), 5, "F2");
        targets.AtMost("added p99, ms", Added(all[2], all[0], 0.99), 20, "F2");
        return new Section(
            "Latency",
            $"Strict, {options.Roles ?? "all roles"}, open loop at {options.Rate:0.#} calls/s, each call timed from the moment it was due. "
            + $"{options.Rounds} windows of {2 * options.Window.TotalSeconds:0.#} s in turns; added: to the direct call, window by window. Milliseconds.",
            TableOf(all),
            targets,
            all.Sum(series => series.Errors));
    }

    private static Table TableOf(IReadOnlyList<Series> all)
    {
        var table = new Table("", "p50", "p99", "p99.9", "added p50", "added p99");
        foreach (var series in all)
        {
            var latency = series.Latency();
            table.Add(
                series.Name,
                $"{latency.Percentile(0.50).TotalMilliseconds:F2}",
                $"{latency.Percentile(0.99).TotalMilliseconds:F2}",
                $"{latency.Percentile(0.999).TotalMilliseconds:F2}",
                series == all[0] ? "-" : Added(series, all[0], 0.50).Show("F2"),
                series == all[0] ? "-" : Added(series, all[0], 0.99).Show("F2"));
        }

        return table;
    }

    private static Spread Added(Series series, Series direct, double share) =>
        Spread.Of(series.Windows.Zip(direct.Windows, (mine, its) => (mine.Load.Latency.Percentile(share) - its.Load.Latency.Percentile(share)).TotalMilliseconds));
}
