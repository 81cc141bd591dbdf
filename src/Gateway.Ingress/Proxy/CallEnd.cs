using Gateway.Domain.Calls;

namespace Gateway.Ingress.Proxy;

/// <summary>How the relay of an answer ended: who broke it, if anybody did.</summary>
/// <param name="Kind">Which terminal event that makes.</param>
/// <param name="Reason">One of <see cref="FailureReasons"/>; null unless <paramref name="Kind"/> is <see cref="CallStatus.Failed"/>.</param>
/// <param name="Interrupted">Whether the client had already been given a part of the answer.</param>
internal readonly record struct CallEnd(CallStatus Kind, string? Reason = null, bool Interrupted = false)
{
    /// <summary>The answer is whole.</summary>
    public static CallEnd Completed { get; } = new(CallStatus.Completed);

    /// <summary>The client left.</summary>
    public static CallEnd ClientLeft { get; } = new(CallStatus.Aborted);

    /// <summary>There is no whole answer.</summary>
    public static CallEnd Failed(string reason, bool interrupted = false) => new(CallStatus.Failed, reason, interrupted);
}
