using System.Collections.Frozen;
using Gateway.Domain.Calls;
using Marten;

namespace Gateway.Projections.Calls;

/// <summary>The stored names of the events of a call. A name is for ever.</summary>
public static class CallEvents
{
    private static readonly FrozenDictionary<Type, string> Names = new Dictionary<Type, string>
    {
        [typeof(CallReceived)] = "call_received",
        [typeof(CallDenied)] = "call_denied",
        [typeof(AttemptFailed)] = "attempt_failed",
        [typeof(CallCompleted)] = "call_completed",
        [typeof(CallFailed)] = "call_failed",
        [typeof(CallAborted)] = "call_aborted",
        [typeof(CallAbandoned)] = "call_abandoned",
    }.ToFrozenDictionary();

    /// <summary>The stored names of the events after which nothing may follow in a call's stream.</summary>
    public static IReadOnlyList<string> TerminalNames { get; } = ["call_denied", "call_completed", "call_failed", "call_aborted", "call_abandoned"];

    /// <summary>The stored name of an event.</summary>
    /// <exception cref="KeyNotFoundException">It is not an event of a call.</exception>
    public static string NameOf(object @event) => Names[@event.GetType()];

    internal static void Register(StoreOptions options)
    {
        foreach (var (type, name) in Names)
            options.Events.MapEventType(type, name);
    }
}
