using Gateway.Benchmarks.Load;
using Gateway.Benchmarks.Processes;

namespace Gateway.Benchmarks.Scenarios;

/// <summary>The three situations in which freshness is asked for, on one gateway that is started again and again.</summary>
internal sealed class FreshnessRun(GatewayProcess gateway, BenchOptions options)
{
    private static readonly TimeSpan LoadBeforeKill = TimeSpan.FromSeconds(2);

    private readonly ReadOnlyMemory<byte> _request = Request.Bytes(gateway.Port, GatewayProcess.Key, stream: false);

    /// <summary>The first call after each of several clean starts, the very first on an empty database.</summary>
    public async Task<IReadOnlyList<TimeSpan?>> AfterStartsAsync(CancellationToken cancellation)
    {
        var delays = new List<TimeSpan?> { await ProbeAsync(cancellation) };
        while (delays.Count < options.Restarts)
        {
            await gateway.Process.StopAsync(cancellation);
            await gateway.StartAsync(cancellation);
            delays.Add(await ProbeAsync(cancellation));
        }

        return delays;
    }

    /// <summary>One call after the other while others come in at the fixed rate.</summary>
    public async Task<IReadOnlyList<TimeSpan?>> UnderLoadAsync(CancellationToken cancellation)
    {
        using var load = new OpenLoop(gateway.Port, _request, options.Rate);
        using var probe = new FreshnessProbe(gateway.Port);
        await load.RunAsync(options.Warmup, cancellation);

        var delays = new List<TimeSpan?>();
        var running = load.RunAsync(options.Rounds * options.Window, cancellation);
        while (!running.IsCompleted)
            delays.Add(await probe.MeasureAsync(cancellation));
        await running;
        return delays;
    }

    /// <summary>The first call after each of several kills in the middle of load, which goes on while the gateway is down.</summary>
    public async Task<IReadOnlyList<TimeSpan?>> AfterKillsAsync(CancellationToken cancellation)
    {
        var delays = new List<TimeSpan?>();
        while (delays.Count < options.Restarts)
        {
            using var load = new OpenLoop(gateway.Port, _request, options.Rate);
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            var running = load.RunAsync(TimeSpan.FromMinutes(1), enough.Token);
            await Task.Delay(LoadBeforeKill, cancellation);
            gateway.Process.Kill();
            await gateway.StartAsync(cancellation);
            delays.Add(await ProbeAsync(cancellation));
            await enough.CancelAsync();
            await running;
        }

        return delays;
    }

    private async Task<TimeSpan?> ProbeAsync(CancellationToken cancellation)
    {
        using var probe = new FreshnessProbe(gateway.Port);
        return await probe.MeasureAsync(cancellation);
    }
}
