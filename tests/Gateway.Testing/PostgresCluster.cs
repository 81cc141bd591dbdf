using Gateway.Ingress.Hosting.EmbeddedPostgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Gateway.Testing;

/// <summary>How a server is asked to stop.</summary>
public enum PostgresShutdown
{
    /// <summary>Sessions are cut, a checkpoint is written.</summary>
    Fast,

    /// <summary>At once; the next start recovers from the log.</summary>
    Immediate,
}

/// <summary>
/// A throwaway PostgreSQL on a free port of 127.0.0.1 with 300 connections and <c>fsync</c> on: the gateway's own embedded server, in a temporary
/// folder. The folder goes with it; one whose test run was killed is swept by the next run.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private readonly ScratchFolder _folder;
    private readonly EmbeddedPostgresOptions _options;
    private EmbeddedPostgresServer _server;

    private PostgresCluster(ScratchFolder folder, EmbeddedPostgresOptions options, EmbeddedPostgresServer server)
    {
        _folder = folder;
        _options = options;
        _server = server;
        // Where it was first, it comes back.
        _options.Port = server.Port;
    }

    /// <summary>The same after every restart.</summary>
    public int Port => _options.Port;

    /// <summary>The server's main process; another one after every restart.</summary>
    public int ProcessId => _server.ProcessId;

    /// <summary>Leads to the database <c>gateway</c>, which no test uses; as its superuser.</summary>
    public string ConnectionString => _server.ConnectionString;

    /// <summary>Starts a cluster, <c>initdb</c> included: about two seconds.</summary>
    /// <param name="settings">Lines for <c>postgresql.conf</c> that win over the defaults; for instance <c>fsync</c> = <c>off</c>.</param>
    public static async Task<PostgresCluster> StartAsync(IReadOnlyDictionary<string, string>? settings = null)
    {
        var folder = await ScratchFolder.CreateAsync();
        var options = new EmbeddedPostgresOptions { Home = folder.Home };
        options.Settings["max_connections"] = "300";
        foreach (var (name, value) in settings ?? new Dictionary<string, string>())
            options.Settings[name] = value;
        try
        {
            return new PostgresCluster(folder, options, await EmbeddedPostgresServer.StartAsync(options, NullLogger.Instance, CancellationToken.None));
        }
        catch
        {
            await folder.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes a database and returns the connection string to it: about 50 ms.</summary>
    /// <param name="name">Default: a new unique name.</param>
    /// <param name="template">The database to copy, which nobody may be connected to; default an empty one. Prepare a schema once and copy it for each test class.</param>
    public async Task<string> CreateDatabaseAsync(string? name = null, string template = "template1")
    {
        var connectionString = new NpgsqlConnectionStringBuilder(ConnectionString) { Database = name ?? $"test_{Guid.NewGuid():N}" };
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ConnectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"CREATE DATABASE \"{connectionString.Database}\" TEMPLATE \"{template}\"", connection);
        await command.ExecuteNonQueryAsync();
        return connectionString.ConnectionString;
    }

    /// <summary>Stops the server and waits for its end; the data stay.</summary>
    public async Task StopAsync(PostgresShutdown mode = PostgresShutdown.Fast)
    {
        using var immediately = new CancellationTokenSource();
        if (mode == PostgresShutdown.Immediate)
            await immediately.CancelAsync();
        await _server.StopAsync(immediately.Token);
    }

    /// <summary>Ends all the server's processes by <c>SIGKILL</c>, as a power cut would, and waits until they are gone.</summary>
    public Task KillAsync() => ServerProcesses.KillAsync(new Postmaster(ProcessId, Port));

    /// <summary>Starts the server again, on the same port and data, after <see cref="StopAsync"/> or <see cref="KillAsync"/>.</summary>
    public async Task StartAgainAsync()
    {
        await _server.DisposeAsync();
        _server = await EmbeddedPostgresServer.StartAsync(_options, NullLogger.Instance, CancellationToken.None);
    }

    /// <summary>Freezes all the server's processes (<c>SIGSTOP</c>): connections stay open and nothing answers.</summary>
    public Task PauseAsync() => ServerProcesses.SignalAsync(ProcessId, "STOP");

    /// <summary>Lets a paused server go on (<c>SIGCONT</c>).</summary>
    public Task ResumeAsync() => ServerProcesses.SignalAsync(ProcessId, "CONT");

    /// <summary>Ends the server, paused or not, and deletes its data.</summary>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await _server.DisposeAsync();
        await _folder.DisposeAsync();
    }
}
