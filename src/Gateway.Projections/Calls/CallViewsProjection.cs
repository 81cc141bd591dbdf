using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace Gateway.Projections.Calls;

/// <summary>Keeps <c>call_record</c> and <c>usage_hourly</c>: one write for each page of events.</summary>
internal sealed class CallViewsProjection : IProjection
{
    public Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        var changes = CallChange.Merge(events);
        if (changes.Count > 0)
            operations.QueueOperation(new CallPageWrite(changes));
        return Task.CompletedTask;
    }
}
