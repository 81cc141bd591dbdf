using Gateway.Ingress;
using Gateway.Ingress.Nodes;
using Gateway.Projections.Store;
using Gateway.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Gateway.IntegrationTests.Nodes;

/// <summary>Two processes never run the projections of one database without knowing of each other.</summary>
public sealed class ProjectionsLockTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData(false, false, false)]
    [InlineData(false, true, false)]
    [InlineData(true, false, false)]
    [InlineData(true, true, true)]
    public async Task a_second_process_comes_in_only_if_both_share(bool firstShares, bool secondShares, bool comesIn)
    {
        await using var database = await DatabaseAsync();
        using var first = Lock(database, firstShares);
        using var second = Lock(database, secondShares);

        Assert.True(await first.TakeAsync(CancellationToken.None));
        Assert.Equal(comesIn, await second.TakeAsync(CancellationToken.None));

        await first.StopAsync(CancellationToken.None);
        Assert.True(await second.TakeAsync(CancellationToken.None));
    }

    [Fact]
    public async Task the_lock_of_a_process_that_died_is_free_at_once()
    {
        await using var database = await DatabaseAsync();
        using var dead = Lock(database, shares: false);
        using var heir = Lock(database, shares: false);
        Assert.True(await dead.TakeAsync(CancellationToken.None));

        await EndHoldersAsync(database);
        Assert.True(await heir.TakeAsync(CancellationToken.None));
    }

    [Fact]
    public async Task a_lock_that_was_lost_with_its_session_is_taken_again()
    {
        await using var database = await DatabaseAsync();
        using var living = Lock(database, shares: false);
        Assert.True(await living.TakeAsync(CancellationToken.None));
        await living.StartAsync(CancellationToken.None);

        await EndHoldersAsync(database);
        await Eventually.GetAsync(() => HoldersAsync(database), holders => holders == 1, "the lock to be held again");
        await living.StopAsync(CancellationToken.None);
        Assert.Equal(0, await HoldersAsync(database));
    }

    private async Task<NpgsqlDataSource> DatabaseAsync() =>
        NpgsqlDataSource.Create(GatewayStore.ConnectionString(await postgres.Cluster.CreateDatabaseAsync()));

    private static ProjectionsLock Lock(NpgsqlDataSource database, bool shares) =>
        new(database, Options.Create(new GatewayOptions { Clustered = shares }), new HastyClock(), NullLogger<ProjectionsLock>.Instance);

    private static async Task<long> HoldersAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(
            "select count(*) from pg_locks where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())");
        return (long)(await command.ExecuteScalarAsync())!;
    }

    private static async Task EndHoldersAsync(NpgsqlDataSource database)
    {
        await using var command = database.CreateCommand(
            """
            select pg_terminate_backend(pid, 5000) from pg_locks
            where locktype = 'advisory' and granted and database = (select oid from pg_database where datname = current_database())
            """);
        await command.ExecuteNonQueryAsync();
    }

    // A second is a hundred.
    private sealed class HastyClock : TimeProvider
    {
        public override long GetTimestamp() => System.GetTimestamp() * 100;
    }
}
