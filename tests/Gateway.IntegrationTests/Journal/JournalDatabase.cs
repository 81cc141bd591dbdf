using Gateway.IntegrationTests.Governance;
using Gateway.Projections.Governance;
using Gateway.Projections.Store;
using Gateway.Testing;
using Marten;
using Npgsql;

namespace Gateway.IntegrationTests.Journal;

/// <summary>A database in which the tests' organization and its key are declared.</summary>
internal sealed class JournalDatabase : IAsyncDisposable
{
    private readonly string _connectionString;
    private readonly NpgsqlDataSource _dataSource;

    private JournalDatabase(string connectionString, NpgsqlDataSource dataSource, DocumentStore documents)
    {
        (_connectionString, _dataSource, Documents) = (connectionString, dataSource, documents);
        Governance = new GovernanceStore(documents, dataSource, TimeProvider.System);
    }

    /// <summary>The server's port.</summary>
    public int Port => new NpgsqlConnectionStringBuilder(_connectionString).Port;

    public DocumentStore Documents { get; }

    public GovernanceStore Governance { get; }

    public static async Task<JournalDatabase> CreateAsync(PostgresFixture postgres)
    {
        var connectionString = await postgres.Cluster.CreateDatabaseAsync();
        var dataSource = NpgsqlDataSource.Create(GatewayStore.ConnectionString(connectionString));
        var documents = DocumentStore.For(options => GatewayStore.Configure(options, dataSource));
        await documents.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        var database = new JournalDatabase(connectionString, dataSource, documents);
        await database.DeclareAsync(GovernanceDatabase.Json);
        return database;
    }

    /// <summary>Makes the control plane what a declaration says.</summary>
    public Task<AppliedConfiguration> DeclareAsync(string json) =>
        Governance.ApplyAsync(GovernanceDatabase.Declare(json), "tester", CancellationToken.None);

    /// <summary>A node whose journal does not write yet.</summary>
    /// <param name="time">The node's clock.</param>
    /// <param name="port">Where it finds the database; default: where it is.</param>
    /// <param name="maxOpenCalls">Most calls that may be open.</param>
    public Task<JournalNode> AddNodeAsync(TimeProvider? time = null, int? port = null, int maxOpenCalls = 1000)
    {
        var connection = new NpgsqlConnectionStringBuilder(_connectionString);
        connection.Port = port ?? connection.Port;
        return JournalNode.CreateAsync(Documents, connection.ConnectionString, time, maxOpenCalls);
    }

    /// <summary>A node whose journal writes.</summary>
    public async Task<JournalNode> StartNodeAsync(TimeProvider? time = null, int? port = null)
    {
        var node = await AddNodeAsync(time, port);
        await node.StartAsync();
        return node;
    }

    /// <summary>The stored names of a call's events, in their order.</summary>
    public async Task<List<string>> TypesAsync(Guid call)
    {
        await using var command = _dataSource.CreateCommand("select type from gateway.mt_events where stream_id = $1 order by version");
        command.Parameters.AddWithValue(call);
        await using var reader = await command.ExecuteReaderAsync();
        var types = new List<string>();
        while (await reader.ReadAsync())
            types.Add(reader.GetString(0));
        return types;
    }

    public async Task<T> ScalarAsync<T>(string sql)
    {
        await using var command = _dataSource.CreateCommand(sql);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = _dataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Documents.DisposeAsync();
        await _dataSource.DisposeAsync();
    }
}
