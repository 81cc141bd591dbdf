namespace Gateway.Domain.Calls;

/// <summary>Where a call stands.</summary>
public enum CallStatus
{
    /// <summary>No terminal event yet.</summary>
    Open,

    /// <summary>Answered whole.</summary>
    Completed,

    /// <summary>Answered from the cache.</summary>
    Cached,

    /// <summary>Refused by the gateway.</summary>
    Denied,

    /// <summary>Ended without a whole answer.</summary>
    Failed,

    /// <summary>The client left.</summary>
    Aborted,

    /// <summary>Its node died.</summary>
    Abandoned,
}

/// <summary>One request by a client and everything done to answer it, as its events tell it.</summary>
/// <param name="Status">Where it stands.</param>
/// <param name="Attempts">How many attempts have ended.</param>
public sealed record Call(CallStatus Status, int Attempts)
{
    /// <summary>Whether nothing may follow.</summary>
    public bool HasEnded => Status != CallStatus.Open;

    /// <summary>The call after one more event. An event after the terminal one changes nothing.</summary>
    public static Call? Evolve(Call? call, object @event) =>
        call is { HasEnded: true } ? call : @event switch
        {
            CallReceived => new Call(CallStatus.Open, 0),
            CallDenied => new Call(CallStatus.Denied, 0),
            AttemptFailed failed => call! with { Attempts = failed.Attempt },
            CallCompleted completed => new Call(CallStatus.Completed, completed.Attempt),
            CallFailed failed => new Call(CallStatus.Failed, failed.Attempt),
            CallAborted aborted => new Call(CallStatus.Aborted, aborted.Attempt),
            CallAbandoned => call! with { Status = CallStatus.Abandoned },
            _ => call,
        };
}
