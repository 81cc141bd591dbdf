using Gateway.Ingress.Hosting.EmbeddedPostgres;
using Gateway.Testing;
using Npgsql;

namespace Gateway.IntegrationTests.Hosting;

public sealed class PostgresClusterTests(PostgresFixture postgres)
{
    [Fact]
    public async Task gives_each_caller_a_database_of_its_own()
    {
        var one = await postgres.Cluster.CreateDatabaseAsync();
        var other = await postgres.Cluster.CreateDatabaseAsync();

        await Sql.ScalarAsync(one, "CREATE TABLE note (text text)");

        Assert.Equal(true, await Sql.ScalarAsync(one, "SELECT to_regclass('note') IS NOT NULL"));
        Assert.Equal(false, await Sql.ScalarAsync(other, "SELECT to_regclass('note') IS NOT NULL"));
    }

    [Fact]
    public async Task copies_a_prepared_database()
    {
        var prepared = await postgres.Cluster.CreateDatabaseAsync("prepared");
        await Sql.ScalarAsync(prepared, "CREATE TABLE note AS SELECT 'kept' AS text");

        var copy = await postgres.Cluster.CreateDatabaseAsync(template: "prepared");

        Assert.Equal("kept", await Sql.ScalarAsync(copy, "SELECT text FROM note"));
    }

    [Fact]
    public async Task is_as_durable_as_the_real_thing_and_admits_300_connections()
    {
        Assert.Equal("on", await Sql.ScalarAsync(postgres.Cluster.ConnectionString, "SHOW fsync"));
        Assert.Equal("on", await Sql.ScalarAsync(postgres.Cluster.ConnectionString, "SHOW full_page_writes"));
        Assert.Equal("300", await Sql.ScalarAsync(postgres.Cluster.ConnectionString, "SHOW max_connections"));
    }

    [Fact]
    public async Task comes_back_on_its_port_with_what_was_committed_however_it_ended()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        var database = await cluster.CreateDatabaseAsync();
        await Sql.ScalarAsync(database, "CREATE TABLE ending (how text)");
        Func<Task>[] endings = [cluster.KillAsync, () => cluster.StopAsync(PostgresShutdown.Immediate), () => cluster.StopAsync()];
        foreach (var end in endings)
        {
            await Sql.ScalarAsync(database, "INSERT INTO ending VALUES ('committed')");
            await end();
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => Sql.ScalarAsync(database, "SELECT 1"));
            await cluster.StartAgainAsync();
        }

        Assert.Equal(3L, await Sql.ScalarAsync(database, "SELECT count(*) FROM ending"));
    }

    [Fact]
    public async Task answers_nothing_while_paused_and_goes_on_afterwards()
    {
        await using var cluster = await PostgresCluster.StartAsync();
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(cluster.ConnectionString) { CommandTimeout = 0 }.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("SELECT 1", connection);

        await cluster.PauseAsync();
        var answer = command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<TimeoutException>(() => answer.WaitAsync(TimeSpan.FromMilliseconds(300)));
        await cluster.ResumeAsync();

        Assert.Equal(1, await answer);
    }

    [Fact]
    public async Task leaves_nothing_behind()
    {
        var cluster = await PostgresCluster.StartAsync();
        var data = (string)(await Sql.ScalarAsync(cluster.ConnectionString, "SHOW data_directory"))!;
        var server = new Postmaster(cluster.ProcessId, cluster.Port);
        Assert.True(server.IsRunning);

        await cluster.DisposeAsync();

        Assert.False(Directory.Exists(Path.GetDirectoryName(Path.GetDirectoryName(data))));
        Assert.False(server.IsRunning);
    }
}
