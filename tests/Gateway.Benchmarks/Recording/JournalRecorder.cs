using Gateway.Ingress.Journal;

namespace Gateway.Benchmarks.Recording;

/// <summary>The journal's own transaction: a statement for all beginnings, a statement for all ends, admission included.</summary>
internal sealed class JournalRecorder(JournalTransaction transaction, string name) : IRecorder
{
    /// <inheritdoc/>
    public string Name => name;

    /// <inheritdoc/>
    public Task BeginAsync(IReadOnlyList<Opening> calls, CancellationToken cancellation) => transaction.CommitAsync(calls, cancellation);

    /// <inheritdoc/>
    public async Task EndAsync(IReadOnlyList<Opening> calls, CancellationToken cancellation)
    {
        var settlements = calls.Select(call => Settlement.Of(call, SampleCalls.Completed())).ToList();
        var results = await transaction.CommitAsync(settlements, cancellation);
        if (Array.Exists(results, result => result != SettleResult.Recorded))
            throw new InvalidOperationException("The journal refused an outcome.");
    }
}
