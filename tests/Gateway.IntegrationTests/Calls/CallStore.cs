using Gateway.Projections.Calls;
using Gateway.Projections.Store;
using Gateway.Testing;
using JasperFx.Events.Daemon;
using Marten;
using Npgsql;

namespace Gateway.IntegrationTests.Calls;

/// <summary>An event store in a database of its own, whose views are brought up to date when a test says so.</summary>
internal sealed class CallStore : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DocumentStore _store;
    private readonly IProjectionDaemon _daemon;

    private CallStore(NpgsqlDataSource database, DocumentStore store, IProjectionDaemon daemon) => (Database, _store, _daemon) = (database, store, daemon);

    public NpgsqlDataSource Database { get; }

    public DocumentStore Store => _store;

    public static async Task<CallStore> CreateAsync(PostgresFixture postgres)
    {
        var database = NpgsqlDataSource.Create(GatewayStore.ConnectionString(await postgres.Cluster.CreateDatabaseAsync()));
        var store = DocumentStore.For(options => GatewayStore.Configure(options, database));
        await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        return new CallStore(database, store, await store.BuildProjectionDaemonAsync());
    }

    /// <summary>Begins a call.</summary>
    public async Task<Guid> StartAsync(string organization, params object[] events)
    {
        var id = Guid.CreateVersion7();
        await using var session = _store.LightweightSession(organization);
        session.Events.StartStream(id, events);
        await session.SaveChangesAsync();
        return id;
    }

    /// <summary>Goes on with a call.</summary>
    public async Task AppendAsync(string organization, Guid id, params object[] events)
    {
        await using var session = _store.LightweightSession(organization);
        session.Events.Append(id, events);
        await session.SaveChangesAsync();
    }

    /// <summary>Puts a call away.</summary>
    public async Task ArchiveAsync(string organization, Guid id)
    {
        await using var session = _store.LightweightSession(organization);
        session.Events.ArchiveStream(id);
        await session.SaveChangesAsync();
    }

    /// <summary>Brings the views up to date, in pages of their own.</summary>
    public async Task ProjectAsync()
    {
        await _daemon.StartAllAsync();
        await _daemon.WaitForNonStaleData(Patience);
    }

    /// <summary>Throws the views away and makes them again.</summary>
    public async Task RebuildAsync()
    {
        await _daemon.StopAllAsync();
        await _daemon.RebuildProjectionAsync(CallViews.ProjectionName, Patience, CancellationToken.None);
    }

    public Task StopProjectingAsync() => _daemon.StopAllAsync();

    public async Task ExecuteAsync(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async ValueTask DisposeAsync()
    {
        await _daemon.StopAllAsync();
        _daemon.Dispose();
        await _store.DisposeAsync();
        await Database.DisposeAsync();
    }
}
