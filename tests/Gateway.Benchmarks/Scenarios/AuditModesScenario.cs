using Gateway.Benchmarks.Accounting;
using Gateway.Benchmarks.Processes;
using Gateway.Benchmarks.Reporting;

namespace Gateway.Benchmarks.Scenarios;

/// <summary>What the audit itself costs: strict, buffered, and not recorded at all.</summary>
internal sealed class AuditModesScenario : IScenario
{
    /// <inheritdoc/>
    public string Name => "audit-modes";

    /// <inheritdoc/>
    public async Task<Section> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        await using var stage = await Stage.StartAsync(options, cancellation);
        List<Subject> subjects = [await stage.StartYarpAsync("bare YARP", cancellation)];
        foreach (var mode in new[] { "Strict", "Buffered" })
            subjects.Add(await stage.StartCandidateAsync(new GatewaySettings { Name = $"gateway, {mode}", Roles = "ingress", AuditMode = mode }, cancellation));
        subjects.Add(await stage.StartCandidateAsync(new GatewaySettings { Name = "gateway, no journal", Roles = "ingress", IsUnrecorded = true }, cancellation));

        var all = await new Meter(stage.Upstream, options).RunAsync(
            subjects,
            subject => subject.ClosedLoop(options).RunAsync(options.Warmup, cancellation),
            subject => subject.ClosedLoop(options).RunAsync(options.Window, cancellation),
            cancellation);

        return new Section(
            "Audit modes",
            $"As throughput, role `ingress`. Without the journal nothing is recorded: the gateway has no such setting, the harness puts an empty journal in its place. {options.Rounds} windows of {options.Window.TotalSeconds:0.#} s in turns.",
            CostTable.Of(all),
            Targets: null,
            all.Sum(series => series.Errors));
    }
}
