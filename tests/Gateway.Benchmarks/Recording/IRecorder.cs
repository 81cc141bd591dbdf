using Gateway.Ingress.Journal;

namespace Gateway.Benchmarks.Recording;

/// <summary>A way to make a batch of calls durable.</summary>
internal interface IRecorder
{
    /// <summary>What tables call it.</summary>
    string Name { get; }

    /// <summary>Records that calls were let through: one commit.</summary>
    Task BeginAsync(IReadOnlyList<Opening> calls, CancellationToken cancellation);

    /// <summary>Records that they were answered: one commit.</summary>
    Task EndAsync(IReadOnlyList<Opening> calls, CancellationToken cancellation);
}
