using Gateway.Benchmarks.Accounting;
using Gateway.Benchmarks.Processes;
using Gateway.Benchmarks.Reporting;

namespace Gateway.Benchmarks.Scenarios;

/// <summary>What a streamed answer costs.</summary>
internal sealed class StreamScenario : IScenario
{
    /// <inheritdoc/>
    public string Name => "stream";

    /// <inheritdoc/>
    public async Task<Section> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        await using var stage = await Stage.StartAsync(options, cancellation);
        Subject[] subjects =
        [
            await stage.StartYarpAsync("bare YARP", cancellation),
            await stage.StartCandidateAsync(new GatewaySettings { Name = "gateway, ingress", Roles = "ingress" }, cancellation),
        ];

        var all = await new Meter(stage.Upstream, options).RunAsync(
            subjects,
            subject => subject.ClosedLoop(options, stream: true).RunAsync(options.Warmup, cancellation),
            subject => subject.ClosedLoop(options, stream: true).RunAsync(options.Window, cancellation),
            cancellation);

        return new Section(
            "Stream",
            $"Strict, {options.Connections} connections, closed loop; each answer is {Answers.Chunks} chunks, {options.Gap.TotalMilliseconds:0.#} ms apart, then usage and `[DONE]`. "
            + $"{options.Rounds} windows of {options.Window.TotalSeconds:0.#} s in turns.",
            CostTable.Of(all),
            CostTable.Ratios(all[1], all[0]),
            all.Sum(series => series.Errors));
    }
}
