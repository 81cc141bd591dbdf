using JasperFx.Events;
using Marten;

namespace Gateway.Projections.Governance;

/// <summary>Keeps the documents of one kind of state: the domain says how it evolves.</summary>
internal abstract class StateWriter
{
    /// <summary>The state's type.</summary>
    public abstract Type State { get; }

    /// <summary>The types of the events that it evolves by.</summary>
    public abstract IReadOnlyList<Type> Events { get; }

    /// <summary>Folds new events of one tenant into the states of their streams.</summary>
    public abstract Task WriteAsync(IDocumentOperations tenant, IEnumerable<IEvent> appended, CancellationToken ct);
}

/// <inheritdoc/>
internal sealed class StateWriter<T>(Func<T?, Guid, object, T?> evolve, Func<T, Guid> idOf, params IReadOnlyList<Type> events) : StateWriter
    where T : class
{
    public override Type State => typeof(T);

    public override IReadOnlyList<Type> Events => events;

    public override async Task WriteAsync(IDocumentOperations tenant, IEnumerable<IEvent> appended, CancellationToken ct)
    {
        var streams = appended.ToLookup(@event => @event.StreamId);
        var states = await tenant.LoadManyAsync<T>(ct, streams.Select(stream => stream.Key).ToArray());
        var before = states.ToDictionary(idOf);
        foreach (var stream in streams)
        {
            var after = stream.Aggregate(before.GetValueOrDefault(stream.Key), (state, @event) => evolve(state, stream.Key, @event.Data));
            if (after is null)
                tenant.Delete<T>(stream.Key);
            else
                tenant.Store(after);
        }
    }
}
