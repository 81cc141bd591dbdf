using Gateway.Domain.Governance;
using JasperFx.Events;
using Marten;
using Marten.Events.Projections;

namespace Gateway.Projections.Governance;

/// <summary>
/// Keeps the states of the control plane up to date in the transaction that appends their events. It is one projection and not one for
/// each state because inline projections are asked about every stream that is saved, calls included: seven of Marten's own cost
/// 3 us and 3.4 kB for each call's stream, this one a tenth of it.
/// </summary>
internal sealed class ControlPlaneProjection(IEnumerable<StateWriter> writers) : IProjection
{
    /// <summary>Its name in the store's progress and rebuild commands.</summary>
    public const string Name = "control_plane";

    private readonly Dictionary<Type, StateWriter> _writers =
        writers.SelectMany(writer => writer.Events, (writer, type) => (writer, type)).ToDictionary(pair => pair.type, pair => pair.writer);

    public async Task ApplyAsync(IDocumentOperations operations, IReadOnlyList<IEvent> events, CancellationToken cancellation)
    {
        var concerned = events.Where(@event => @event.Data is ControlPlaneEvent);
        foreach (var group in concerned.GroupBy(@event => (@event.TenantId, Writer: _writers[@event.Data.GetType()])))
            await group.Key.Writer.WriteAsync(operations.ForTenant(group.Key.TenantId), group, cancellation);
    }
}
