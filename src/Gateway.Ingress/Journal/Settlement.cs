using Gateway.Domain.Calls;
using Gateway.Projections.Calls;

namespace Gateway.Ingress.Journal;

/// <summary>A call's outcome that waits to be recorded: its terminal event, and what else happened since it was let through.</summary>
public sealed class Settlement : JournalEntry
{
    private readonly TaskCompletionSource<SettleResult> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Settlement(Guid callId, string organization, Opening? opening, IReadOnlyList<CallEventRow> events)
        : base(callId, organization)
    {
        Opening = opening;
        Events = events;
    }

    /// <summary>The outcome of a call by the node that holds it: nobody else has written to its stream since it was received.</summary>
    public static Settlement Of(Opening opening, object terminal, IReadOnlyList<AttemptFailed>? failedAttempts = null)
    {
        var events = new List<CallEventRow>(1);
        foreach (var attempt in failedAttempts ?? [])
            events.Add(CallEventRow.Of(attempt));
        events.Add(CallEventRow.Of(terminal));
        return new Settlement(opening.CallId, opening.Organization, opening, events);
    }

    /// <summary>An outcome of the gateway's own making, in place of one that can't be recorded or is not known.</summary>
    internal static Settlement InPlace(Opening opening, CallFailed terminal) =>
        new(opening.CallId, opening.Organization, opening, [CallEventRow.Of(terminal)]) { IsInPlace = true };

    /// <summary>The end of a call whose node died; written only if the call is still open.</summary>
    public static Settlement Abandoning(Guid callId, string organization, CallAbandoned terminal) =>
        new(callId, organization, opening: null, [CallEventRow.Of(terminal)]);

    /// <summary>The call as this node opened it; null: another node's.</summary>
    internal Opening? Opening { get; }

    /// <summary>Whether nothing can take its place any more.</summary>
    internal bool IsInPlace { get; private init; }

    /// <summary>Serialised already, by who settles, so that the writer need not.</summary>
    internal IReadOnlyList<CallEventRow> Events { get; }

    /// <summary>The id of the terminal event, by which a commit whose answer was lost is recognised.</summary>
    internal Guid TerminalId => Events[^1].Id;

    internal Task<SettleResult> Completion => _completion.Task;

    internal void Complete(SettleResult result) => _completion.TrySetResult(result);

    /// <summary>The events as they are appended after a version of the stream.</summary>
    internal CallEnding After(long version) => new(Organization, CallId, version, Events);
}
