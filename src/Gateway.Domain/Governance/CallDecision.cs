using Gateway.Domain.Keys;
using Gateway.Domain.Routing;

namespace Gateway.Domain.Governance;

/// <summary>What the decision about a call looks at.</summary>
/// <param name="KeyHash">SHA-256 of the secret that the client presented, lower-case hex.</param>
/// <param name="Model">The model that the client asked for.</param>
public sealed record CallRequest(string KeyHash, string Model);

/// <summary>A target with its provider, in the order in which it may be tried.</summary>
public sealed record RouteTarget(Provider Provider, string Model);

/// <summary>Whether a call may go out, and where to.</summary>
public abstract record CallDecision
{
    private CallDecision()
    {
    }

    /// <summary>It may.</summary>
    /// <param name="Key">The principal.</param>
    /// <param name="Route">The route that serves it.</param>
    /// <param name="Targets">Where it may be sent, in order; at least one.</param>
    public sealed record Admit(VirtualKey Key, Route Route, IReadOnlyList<RouteTarget> Targets) : CallDecision;

    /// <summary>It may not.</summary>
    /// <param name="Key">The principal; null: the secret is of no key that is in force.</param>
    /// <param name="Reason">Why.</param>
    public sealed record Deny(VirtualKey? Key, Rejection Reason) : CallDecision;
}
