using Gateway.Domain;
using Gateway.Domain.Calls;
using Gateway.Domain.Governance;
using Gateway.Domain.Keys;
using Gateway.Domain.Routing;

namespace Gateway.Ingress.Journal;

/// <summary>A call that waits to be let through, or whose refusal waits to be recorded.</summary>
public sealed class Opening : JournalEntry
{
    private readonly CallOpening _opening;
    private readonly CallRequest? _request;
    private readonly IReadOnlyList<string>? _injected;
    private readonly TaskCompletionSource<CallDecision?> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _hasEnded;

    private Opening(Guid callId, CallOpening opening, CallRequest? request, IReadOnlyList<string>? injected, CallDecision decision)
        : base(callId, opening.Organization)
    {
        _opening = opening;
        _request = request;
        _injected = injected;
        Decision = decision;
        PolicyVersion = opening.PolicyVersion;
    }

    /// <summary>
    /// A call that may go out if governance, as it stands when the record is written, says so; <paramref name="decision"/> is what the version
    /// that <paramref name="opening"/> names said.
    /// </summary>
    public static Opening Asking(
        Guid callId, CallOpening opening, CallRequest request, IReadOnlyList<string>? injected, CallDecision decision) =>
        new(callId, opening, request, injected, decision);

    /// <summary>A call that is refused whatever governance says: too large, malformed …</summary>
    public static Opening Refusing(Guid callId, CallOpening opening, VirtualKey key, Rejection reason) =>
        new(callId, opening, request: null, injected: null, new CallDecision.Deny(key, reason));

    /// <summary>The decision: at first the one made on arrival, in the end the one recorded.</summary>
    public CallDecision Decision { get; private set; }

    internal Task<CallDecision?> Completion => _completion.Task;

    /// <summary>The governance version that <see cref="Decision"/> was made against.</summary>
    internal long PolicyVersion { get; private set; }

    internal void DecideAgain(GovernanceSnapshot snapshot)
    {
        // The call is its key's. Once that is revoked, another key may have the same secret, and the call is not that one's.
        if (_request is not null)
            Decision = (IsInForce(snapshot, _request) ? snapshot : GovernanceSnapshot.Empty).Decide(_request);
        PolicyVersion = snapshot.Version;
    }

    private bool IsInForce(GovernanceSnapshot snapshot, CallRequest request) => snapshot.FindKey(request.KeyHash)?.Id == _opening.PrincipalId;

    internal object ToEvent(string node, Guid boot, DateTimeOffset now)
    {
        var opening = _opening with { Node = node, Boot = boot, PolicyVersion = PolicyVersion };
        return Decision switch
        {
            CallDecision.Admit admit => Received(opening, admit),
            CallDecision.Deny deny => new CallDenied(opening, deny.Reason.Code, RefusalStatus.Of(deny.Reason.Code), now),
            _ => throw new InvalidOperationException("A decision is either to admit or to deny."),
        };
    }

    private CallReceived Received(CallOpening opening, CallDecision.Admit admit)
    {
        var targets = admit.Targets.Select(target => new PlannedTarget(target.Provider.Name, target.Model, target.Provider.Region)).ToList();
        return new CallReceived(opening, admit.Route.Model, RouteStrategies.NameOf(admit.Route.Strategy), targets) { Injected = _injected };
    }

    /// <summary>The outcome to record for a call whose own record may or may not have been written: the client was refused, nothing was sent.</summary>
    internal Settlement Uncertain(DateTimeOffset now) =>
        Fail(FailureReasons.JournalUncertain, StatusCodes.Status503ServiceUnavailable, now);

    /// <summary>The outcome to record for a call whose true one the store refuses: it holds nothing that came from outside, and the client was cut off.</summary>
    internal Settlement Unrecordable(DateTimeOffset now) => Fail(FailureReasons.GatewayError, httpStatus: null, now);

    private Settlement Fail(string reason, int? httpStatus, DateTimeOffset now) =>
        Settlement.InPlace(
            this,
            new CallFailed(
                new CallOutcome
                {
                    ReceivedAt = _opening.ReceivedAt,
                    CompletedAt = now,
                    Attempt = 0,
                    HttpStatus = httpStatus,
                    UsageState = UsageState.Absent,
                    Latency = new CallLatency((long)(now - _opening.ReceivedAt).TotalMicroseconds),
                },
                reason));

    internal void Complete() => _completion.TrySetResult(Decision);

    internal void Refuse() => _completion.TrySetResult(null);

    /// <summary>Whether this is the first time that the call is said to be over, so that it is counted once.</summary>
    internal bool EndsNow() => !Interlocked.Exchange(ref _hasEnded, true);
}
