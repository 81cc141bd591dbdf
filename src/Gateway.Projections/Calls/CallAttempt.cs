using System.Text.Json;
using System.Text.Json.Serialization;
using Gateway.Domain.Calls;

namespace Gateway.Projections.Calls;

/// <summary>One try at one target.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Provider">The target's provider.</param>
/// <param name="Model">The target's model.</param>
/// <param name="Status"><see cref="CallStatus.Failed"/>, or how the call ended if this attempt ended it.</param>
/// <param name="Reason">Stable code of the failure; null: it did not fail.</param>
/// <param name="HttpStatus">The provider's status for a failed attempt, the client's for the one that ended the call.</param>
/// <param name="ProviderErrorCode">The provider's own error code.</param>
/// <param name="StartedAt">When it began; null: not known.</param>
/// <param name="Duration">How long it took, in microseconds; null: not known.</param>
public sealed record CallAttempt(
    int Number, string Provider, string Model, CallStatus Status, string? Reason, int? HttpStatus, string? ProviderErrorCode,
    DateTimeOffset? StartedAt, long? Duration)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The attempts that a call's events tell of, in their order.</summary>
    public static IEnumerable<CallAttempt> From(IEnumerable<StoredCallEvent> events) => events.Select(From).OfType<CallAttempt>();

    private static CallAttempt? From(StoredCallEvent e) => e.Type switch
    {
        "attempt_failed" => From(e.Data.Deserialize<AttemptFailed>(Json)!),
        "call_completed" => From(e.Data.Deserialize<CallCompleted>(Json)!, CallStatus.Completed),
        "call_aborted" => From(e.Data.Deserialize<CallAborted>(Json)!, CallStatus.Aborted),
        "call_failed" => e.Data.Deserialize<CallFailed>(Json)! is var failed && failed.Attempt > 0
            ? From(failed, CallStatus.Failed) with { Reason = failed.Reason, ProviderErrorCode = failed.ProviderErrorCode }
            : null,
        _ => null,
    };

    private static CallAttempt From(AttemptFailed e) =>
        new(e.Attempt, e.Provider, e.Model, CallStatus.Failed, e.Reason, e.HttpStatus, e.ProviderErrorCode, e.StartedAt, e.Duration);

    private static CallAttempt From(CallOutcome e, CallStatus status)
    {
        var duration = e.Latency.FirstToken + e.Latency.Generation;
        DateTimeOffset? startedAt = duration is { } micros ? e.CompletedAt.AddTicks(-micros * TimeSpan.TicksPerMicrosecond) : null;
        // An outcome of an attempt names its target.
        return new CallAttempt(e.Attempt, e.Provider!, e.Model!, status, null, e.HttpStatus, null, startedAt, duration);
    }
}
