using Gateway.Projections.Calls;
using GraphQL.DataLoader;

namespace Gateway.GraphQL.Calls;

/// <summary>Loads the events of all calls of an answer with one statement, whichever of their fields ask for them.</summary>
internal sealed class CallEventLoader(CallEventQueries queries)
{
    private readonly Lock _gate = new();
    private Batch? _open;

    /// <summary>What is made of a call's events, once they are there.</summary>
    public IDataLoaderResult<T> Load<T>(CallRecord call, Func<IEnumerable<StoredCallEvent>, T> make)
    {
        lock (_gate)
        {
            _open ??= new Batch();
            _open.Calls.Add((call.Scope.Organization, call.Id));
            return new Deferred<T>(this, _open, call.Id, make);
        }
    }

    private Task<ILookup<Guid, StoredCallEvent>> EventsAsync(Batch batch, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_open == batch)
                _open = null;
            return batch.Events ??= queries.OfAsync(batch.Calls, cancellation);
        }
    }

    private sealed class Batch
    {
        public HashSet<(string Organization, Guid Id)> Calls { get; } = [];

        public Task<ILookup<Guid, StoredCallEvent>>? Events { get; set; }
    }

    private sealed class Deferred<T>(CallEventLoader loader, Batch batch, Guid call, Func<IEnumerable<StoredCallEvent>, T> make) : IDataLoaderResult<T>
    {
        public async Task<T> GetResultAsync(CancellationToken cancellationToken = default) =>
            make((await loader.EventsAsync(batch, cancellationToken))[call]);

        async Task<object?> IDataLoaderResult.GetResultAsync(CancellationToken cancellationToken) => await GetResultAsync(cancellationToken);
    }
}
