using Npgsql;

namespace Gateway.Ingress.Hosting.EmbeddedPostgres;

/// <summary>The one database in the embedded cluster, seen as a client.</summary>
internal sealed class PostgresDatabase(int port, string password)
{
    /// <summary>The gateway's database.</summary>
    public const string Name = "gateway";

    public string ConnectionString { get; } = To(Name, port, password, pooling: true);

    private string Maintenance { get; } = To("postgres", port, password, pooling: false);

    /// <summary>Waits for a server that may still be recovering, for as long as it lives.</summary>
    /// <returns>The data folder that the server says it serves; null when it ended first.</returns>
    /// <exception cref="EmbeddedPostgresException">It does not answer in time, or not to our password.</exception>
    public async Task<string?> DataDirectoryAsync(Postmaster server, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        while (server.IsRunning)
        {
            try
            {
                return await ScalarAsync("SHOW data_directory", cancellationToken) as string;
            }
            catch (NpgsqlException e) when (e.IsTransient && System.Diagnostics.Stopwatch.GetElapsedTime(started) < timeout)
            {
                await Task.Delay(100, cancellationToken);
            }
            catch (NpgsqlException e)
            {
                throw new EmbeddedPostgresException(
                    $"PostgreSQL (pid {server.ProcessId}, port {port}) was left running by an earlier gateway but cannot be used: {e.Message} Stop that process and start again.", e);
            }
        }
        return null;
    }

    /// <summary>Makes the gateway's database if it is not there.</summary>
    public async Task EnsureExistsAsync(CancellationToken cancellationToken)
    {
        if (await ScalarAsync($"SELECT 1 FROM pg_database WHERE datname = '{Name}'", cancellationToken) is null)
            await ScalarAsync($"CREATE DATABASE {Name}", cancellationToken);
    }

    private static string To(string database, int port, string password, bool pooling) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = port,
            Database = database,
            Username = PostgresDataFolder.User,
            Password = password,
            Pooling = pooling,
        }.ConnectionString;

    private async Task<object?> ScalarAsync(string sql, CancellationToken cancellationToken)
    {
        await using var connection = new NpgsqlConnection(Maintenance);
        await connection.OpenAsync(cancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
