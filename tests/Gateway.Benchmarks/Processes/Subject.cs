using Gateway.Benchmarks.Accounting;
using Gateway.Benchmarks.Load;

namespace Gateway.Benchmarks.Processes;

/// <summary>Something that is measured.</summary>
/// <param name="Name">What tables call it.</param>
/// <param name="Port">Where it listens.</param>
/// <param name="Own">Its own processes.</param>
/// <param name="Database">Its database's processes; null: it has none.</param>
internal sealed record Subject(string Name, int Port, ProcessTree Own, ProcessTree? Database)
{
    /// <summary>Saturating load on it.</summary>
    public ClosedLoop ClosedLoop(BenchOptions options, bool stream = false) => new(Port, Request(stream), options.Connections);

    /// <summary>Load on it at a fixed rate.</summary>
    public OpenLoop OpenLoop(BenchOptions options) => new(Port, Request(stream: false), options.Rate);

    /// <summary>Waits until it and its database are at rest.</summary>
    /// <returns>Whether they came to rest.</returns>
    public async Task<bool> SettleAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        var rested = await Own.SettleAsync(atMost, cancellation);
        return Database is null ? rested : rested & await Database.SettleAsync(atMost, cancellation);
    }

    private ReadOnlyMemory<byte> Request(bool stream) => Load.Request.Bytes(Port, GatewayProcess.Key, stream);
}
