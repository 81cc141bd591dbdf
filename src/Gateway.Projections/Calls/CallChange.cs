using Gateway.Domain.Calls;
using JasperFx.Events;

namespace Gateway.Projections.Calls;

/// <summary>What one page of events says of one call: merged first, so that a call costs one write a page.</summary>
internal sealed class CallChange(Guid id, string organization)
{
    public Guid Id { get; } = id;

    /// <summary>The tenant that holds the stream: what a reader's rights go by.</summary>
    public string Organization { get; } = organization;

    /// <summary>The call's first event; null: an earlier page had it, and the row stands.</summary>
    public CallOpening? Opening { get; private set; }

    public CallOutcome? Outcome { get; private set; }

    public CallDenied? Denial { get; private set; }

    public CallAbandoned? Abandonment { get; private set; }

    public CallStatus Status { get; private set; } = CallStatus.Open;

    /// <summary>The highest attempt known to have been made.</summary>
    public int Attempts { get; private set; }

    public DateTimeOffset? CompletedAt { get; private set; }

    public long Version { get; private set; }

    public long Position { get; private set; }

    public DateTimeOffset RecordedAt { get; private set; }

    /// <summary>Takes the events of one page, in their order, and leaves out what is not of a call.</summary>
    public static IReadOnlyCollection<CallChange> Merge(IReadOnlyList<IEvent> events)
    {
        var changes = new Dictionary<Guid, CallChange>(events.Count);
        foreach (var e in events)
        {
            if (e.Data is not (CallOpening or CallOutcome or CallAbandoned or AttemptFailed))
                continue;
            if (!changes.TryGetValue(e.StreamId, out var change))
                changes.Add(e.StreamId, change = new CallChange(e.StreamId, e.TenantId));
            change.Apply(e);
        }

        return changes.Values;
    }

    private void Apply(IEvent e)
    {
        (Version, Position, RecordedAt) = (e.Version, e.Sequence, e.Timestamp);
        if (e is { Version: 1, Data: CallOpening opening })
            Opening = opening;

        switch (e.Data)
        {
            case AttemptFailed failed:
                Attempts = Math.Max(Attempts, failed.Attempt);
                break;
            case CallOutcome outcome:
                End(e, StatusOf(outcome), outcome.CompletedAt);
                Outcome = outcome;
                Attempts = outcome.Attempt;
                break;
            case CallDenied denial:
                End(e, CallStatus.Denied, denial.CompletedAt);
                Denial = denial;
                break;
            case CallAbandoned abandonment:
                End(e, CallStatus.Abandoned, abandonment.CompletedAt);
                Abandonment = abandonment;
                break;
        }
    }

    private static CallStatus StatusOf(CallOutcome outcome) => outcome switch
    {
        CallCompleted => CallStatus.Completed,
        CallFailed => CallStatus.Failed,
        CallAborted => CallStatus.Aborted,
        _ => throw new InvalidOperationException($"{outcome.GetType().Name} is not known to end a call"),
    };

    private void End(IEvent e, CallStatus status, DateTimeOffset completedAt)
    {
        if (Status != CallStatus.Open)
            throw new InvalidOperationException($"Call {Id} ends twice: {e.EventTypeName} at {e.Sequence}, after {Status}");
        (Status, CompletedAt) = (status, completedAt);
    }
}
