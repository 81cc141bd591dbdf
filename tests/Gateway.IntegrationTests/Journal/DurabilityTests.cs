using Gateway.Ingress.Journal;
using Gateway.Testing;
using Npgsql;

namespace Gateway.IntegrationTests.Journal;

/// <summary>A database that forgets what it confirmed is refused before a call relies on it.</summary>
public sealed class DurabilityTests(PostgresFixture postgres)
{
    private const string WaitForNothingSql =
        "do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$";

    [Fact]
    public async Task a_database_that_does_not_wait_for_the_disk_is_not_taken_for_strict()
    {
        var connectionString = await postgres.Cluster.CreateDatabaseAsync();
        await using var database = NpgsqlDataSource.Create(connectionString);
        Assert.Null(await RefusalAsync(database, AuditMode.Strict));

        await using (var command = database.CreateCommand(WaitForNothingSql))
            await command.ExecuteNonQueryAsync();
        await using var anew = NpgsqlDataSource.Create(connectionString);

        Assert.Contains("Gateway:Audit:Mode", await RefusalAsync(anew, AuditMode.Strict), StringComparison.Ordinal);
        Assert.Null(await RefusalAsync(anew, AuditMode.Buffered));
    }

    [Fact]
    public async Task a_server_without_fsync_is_not_taken_at_all()
    {
        await using var forgetful = await PostgresCluster.StartAsync(new Dictionary<string, string> { ["fsync"] = "off" });
        await using var database = NpgsqlDataSource.Create(forgetful.ConnectionString);

        Assert.Contains("fsync", await RefusalAsync(database, AuditMode.Strict), StringComparison.Ordinal);
        Assert.Contains("fsync", await RefusalAsync(database, AuditMode.Buffered), StringComparison.Ordinal);
    }

    private static Task<string?> RefusalAsync(NpgsqlDataSource database, AuditMode mode) =>
        Durability.RefusalAsync(database, mode, CancellationToken.None);
}
