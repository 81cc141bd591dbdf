using Gateway.Ingress.Journal;
using Marten;

namespace Gateway.Benchmarks.Recording;

/// <summary>
/// What one would write with Marten: a session for each batch, an append for each stream, in the store's mode (<c>Quick</c>). It admits nobody, which
/// is work that the journal does on top.
/// </summary>
internal sealed class MartenRecorder(IDocumentStore store, Guid boot) : IRecorder
{
    /// <inheritdoc/>
    public string Name => "Marten, an append for each stream";

    /// <inheritdoc/>
    public Task BeginAsync(IReadOnlyList<Opening> calls, CancellationToken cancellation) =>
        AppendAsync(calls, call => call.ToEvent("benchmark", boot, DateTimeOffset.UtcNow), cancellation);

    /// <inheritdoc/>
    public Task EndAsync(IReadOnlyList<Opening> calls, CancellationToken cancellation) => AppendAsync(calls, _ => SampleCalls.Completed(), cancellation);

    private async Task AppendAsync(IReadOnlyList<Opening> calls, Func<Opening, object> eventOf, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession(SampleCalls.Organization);
        foreach (var call in calls)
            session.Events.Append(call.CallId, eventOf(call));
        await session.SaveChangesAsync(cancellation);
    }
}
