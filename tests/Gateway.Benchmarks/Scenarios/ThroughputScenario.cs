using Gateway.Benchmarks.Accounting;
using Gateway.Benchmarks.Processes;
using Gateway.Benchmarks.Reporting;

namespace Gateway.Benchmarks.Scenarios;

/// <summary>What a call costs at saturation: bare YARP, the gateway in the role <c>ingress</c> alone, and with all roles in one process.</summary>
internal sealed class ThroughputScenario : IScenario
{
    // 4,500 calls/s where YARP makes 25,000.
    private const double ShareOfYarp = 0.18;

    /// <inheritdoc/>
    public string Name => "throughput";

    /// <inheritdoc/>
    public async Task<Section> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        await using var stage = await Stage.StartAsync(options, cancellation);
        Subject[] subjects =
        [
            await stage.StartYarpAsync("bare YARP", cancellation),
            await stage.StartYarpAsync("bare YARP, gateway's switches", cancellation, switched: true),
            await stage.StartCandidateAsync(new GatewaySettings { Name = "gateway, ingress", Roles = "ingress" }, cancellation),
            await stage.StartCandidateAsync(new GatewaySettings { Name = "gateway, all roles" }, cancellation),
        ];

        var all = await new Meter(stage.Upstream, options).RunAsync(
            subjects,
            subject => subject.ClosedLoop(options).RunAsync(options.Warmup, cancellation),
            subject => subject.ClosedLoop(options).RunAsync(options.Window, cancellation),
            cancellation);

        var targets = CostTable.Ratios(all[2], all[0]);
        targets.AtLeast("calls/s / YARP's", all[2].Ratio(Rate, all[0], Rate), ShareOfYarp, "F2");
        return new Section(
            "Throughput",
            $"Strict, {options.Connections} connections, closed loop, 1 KB requests and answers. Median (least to most) of {options.Rounds} windows of "
            + $"{options.Window.TotalSeconds:0.#} s, taken in turns after {options.Warmup.TotalSeconds:0.#} s of warm-up each. Targets are for the role `ingress`.",
            CostTable.Of(all),
            targets,
            all.Sum(series => series.Errors));
    }

    private static double Rate(Window window) => window.CallsPerSecond;
}
