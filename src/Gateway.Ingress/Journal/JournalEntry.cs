using System.Diagnostics;

namespace Gateway.Ingress.Journal;

/// <summary>Something that waits for the next commit.</summary>
/// <param name="callId">The call, which is the stream.</param>
/// <param name="organization">The organization, which is the tenant.</param>
public abstract class JournalEntry(Guid callId, string organization)
{
    /// <summary>The call's id and its stream's.</summary>
    public Guid CallId { get; } = callId;

    /// <summary>The organization's name and the tenant's id.</summary>
    public string Organization { get; } = organization;

    /// <summary>When it began to wait (<see cref="Stopwatch"/> ticks).</summary>
    internal long EnqueuedAt { get; } = Stopwatch.GetTimestamp();
}
