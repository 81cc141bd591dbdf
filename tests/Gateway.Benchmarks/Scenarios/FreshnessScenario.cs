using Gateway.Benchmarks.Accounting;
using Gateway.Benchmarks.Load;
using Gateway.Benchmarks.Processes;
using Gateway.Benchmarks.Reporting;

namespace Gateway.Benchmarks.Scenarios;

/// <summary>How long after its answer a call can be queried: under load, as the first call after a start, and as the first after <c>kill -9</c>.</summary>
internal sealed class FreshnessScenario : IScenario
{
    private const double TargetMilliseconds = 1000;

    /// <inheritdoc/>
    public string Name => "freshness";

    /// <inheritdoc/>
    public bool NeedsGateway => true;

    /// <inheritdoc/>
    public async Task<Section> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        await using var stage = await Stage.StartAsync(options, cancellation);
        var (gateway, _) = await stage.StartGatewayAsync(new GatewaySettings { Name = "gateway", Roles = options.Roles }, cancellation);
        var run = new FreshnessRun(gateway, options);

        Sample[] samples =
        [
            new("first call after a start", await run.AfterStartsAsync(cancellation)),
            new($"at {options.Rate:0.#} calls/s", await run.UnderLoadAsync(cancellation)),
            new("first call after kill -9 under load", await run.AfterKillsAsync(cancellation)),
        ];

        return new Section(
            "Freshness",
            $"Strict, {options.Roles ?? "all roles"}: from a call's last byte until GraphQL shows it as completed, asked every 5 ms. Milliseconds.",
            TableOf(samples),
            TargetsFor(samples),
            samples.Sum(sample => sample.Delays.Count(delay => delay is null)));
    }

    private static Table TableOf(Sample[] samples)
    {
        var table = new Table("", "calls", "p50", "p99", "longest", "never seen");
        foreach (var (name, delays) in samples)
        {
            var seen = new Histogram();
            foreach (var delay in delays.OfType<TimeSpan>())
                seen.Record(delay);
            table.Add(
                name,
                $"{delays.Count}",
                $"{seen.Percentile(0.50).TotalMilliseconds:F0}",
                $"{seen.Percentile(0.99).TotalMilliseconds:F0}",
                $"{seen.Percentile(1).TotalMilliseconds:F0}",
                $"{delays.Count(delay => delay is null)}");
        }

        return table;
    }

    private static Targets TargetsFor(Sample[] samples)
    {
        var targets = new Targets();
        foreach (var (name, delays) in samples)
        {
            var longest = delays.Max(delay => delay?.TotalMilliseconds ?? double.PositiveInfinity);
            targets.AtMost($"longest, {name}, ms", Spread.Single(longest), TargetMilliseconds, "F0");
        }

        return targets;
    }

    private sealed record Sample(string Name, IReadOnlyList<TimeSpan?> Delays);
}
