using Gateway.Domain.Calls;

namespace Gateway.Ingress.Proxy.Upstream;

/// <summary>Ends the work on an answer when the client leaves or when the provider says nothing for too long, and tells which it was.</summary>
internal sealed class Deadline(CancellationToken clientLeft) : IDisposable
{
    private readonly CancellationTokenSource _source = CancellationTokenSource.CreateLinkedTokenSource(clientLeft);
    private bool _left;

    /// <summary>Cancelled for either reason.</summary>
    public CancellationToken Token => _source.Token;

    /// <summary>Whether the client has left.</summary>
    public bool ClientHasLeft => _left || clientLeft.IsCancellationRequested;

    /// <summary>Gives the provider this long from now.</summary>
    public void Arm(TimeSpan timeout) => _source.CancelAfter(timeout);

    /// <summary>The client's connection takes no more.</summary>
    /// <exception cref="OperationCanceledException">Always.</exception>
    public void LeftByClient()
    {
        _left = true;
        throw new OperationCanceledException("The client has left.");
    }

    /// <summary>Says who broke an answer off.</summary>
    /// <param name="failure">What was thrown.</param>
    /// <param name="interrupted">Whether the client had already been given a part of the answer.</param>
    /// <param name="otherwise">The reason if it was neither of the two.</param>
    public CallEnd Explain(Exception failure, bool interrupted, string otherwise)
    {
        if (ClientHasLeft)
            return CallEnd.ClientLeft;

        // The handler reports its own connect timeout as a cancellation whose inner exception is a TimeoutException.
        var timedOut = _source.IsCancellationRequested || failure is OperationCanceledException { InnerException: TimeoutException };
        return CallEnd.Failed(timedOut ? FailureReasons.UpstreamTimeout : otherwise, interrupted);
    }

    /// <inheritdoc />
    public void Dispose() => _source.Dispose();
}
