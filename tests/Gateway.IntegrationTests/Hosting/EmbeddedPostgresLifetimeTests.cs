using Gateway.Ingress.Hosting.EmbeddedPostgres;
using Gateway.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Gateway.IntegrationTests.Hosting;

/// <summary>Gateways and servers that are interrupted, killed and started again.</summary>
public sealed class EmbeddedPostgresLifetimeTests : IAsyncLifetime
{
    private ScratchFolder _folder = null!;

    private string Home => _folder.Home;

    private string Data => Path.Combine(Home, "postgres");

    public async ValueTask InitializeAsync() => _folder = await ScratchFolder.CreateAsync();

    public async ValueTask DisposeAsync() => await _folder.DisposeAsync();

    [Fact]
    public async Task ctrl_c_reaches_the_gateway_and_leaves_postgres_alone_until_the_drain_is_over()
    {
        using var owner = PostgresOwner.Launch(Home);
        var connectionString = await owner.NextLineAsync();
        await Sql.ScalarAsync(connectionString, "CREATE TABLE call (id int)");
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var write = new NpgsqlCommand("INSERT INTO call VALUES (1)", connection);
        using var drained = new CancellationTokenSource();
        var load = Task.Run(async () =>
        {
            while (!drained.IsCancellationRequested)
                await write.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        });
        var server = Postmaster.Find(Data)!;

        await owner.PressCtrlCAsync();
        Assert.Equal("draining", await owner.NextLineAsync());
        await Sql.ScalarAsync(connectionString, "INSERT INTO call VALUES (2)");
        await drained.CancelAsync();
        await load;
        Assert.True(server.IsRunning);

        Assert.Equal(0, await owner.FinishAsync());
        Assert.False(server.IsRunning);
        Assert.False(File.Exists(Path.Combine(Data, "postmaster.pid")));
    }

    [Fact]
    public async Task takes_over_the_server_of_a_killed_gateway_and_stops_it_with_itself()
    {
        using var owner = PostgresOwner.Launch(Home);
        await Sql.ScalarAsync(await owner.NextLineAsync(), "CREATE TABLE note AS SELECT 'kept' AS text");
        var server = Postmaster.Find(Data)!;
        await owner.KillAsync();

        var successor = await StartAsync();

        Assert.Equal(server, new Postmaster(successor.ProcessId, successor.Port));
        Assert.Equal("kept", await Sql.ScalarAsync(successor.ConnectionString, "SELECT text FROM note"));
        await successor.StopAsync(TestContext.Current.CancellationToken);
        Assert.False(server.IsRunning);
    }

    [Fact]
    public async Task refuses_a_second_gateway_and_names_the_first()
    {
        using var owner = PostgresOwner.Launch(Home);
        var connectionString = await owner.NextLineAsync();

        var refusal = await Assert.ThrowsAsync<EmbeddedPostgresException>(StartAsync);

        Assert.Contains($"pid {owner.ProcessId}", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Gateway:Home", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(1, await Sql.ScalarAsync(connectionString, "SELECT 1"));
    }

    [Fact]
    public async Task recovers_from_a_killed_server_whose_pid_file_is_left()
    {
        await using (var first = await StartAsync())
        {
            await Sql.ScalarAsync(first.ConnectionString, "CREATE TABLE note AS SELECT 'kept' AS text");
            await ServerProcesses.KillAsync(new Postmaster(first.ProcessId, first.Port));
        }
        Assert.True(File.Exists(Path.Combine(Data, "postmaster.pid")));

        await using var second = await StartAsync();

        Assert.Equal("kept", await Sql.ScalarAsync(second.ConnectionString, "SELECT text FROM note"));
    }

    [Fact]
    public async Task is_not_fooled_by_a_pid_file_whose_number_is_a_strangers_now()
    {
        await using (var first = await StartAsync())
            await ServerProcesses.KillAsync(new Postmaster(first.ProcessId, first.Port));
        var pidFile = Path.Combine(Data, "postmaster.pid");
        var lines = await File.ReadAllLinesAsync(pidFile, TestContext.Current.CancellationToken);
        using var stranger = System.Diagnostics.Process.Start("/bin/sleep", "60");
        lines[0] = $"{stranger.Id}";
        await File.WriteAllLinesAsync(pidFile, lines, TestContext.Current.CancellationToken);

        await using var second = await StartAsync();

        Assert.NotEqual(stranger.Id, second.ProcessId);
        Assert.False(stranger.HasExited);
        stranger.Kill();
    }

    [Fact]
    public async Task begins_anew_when_a_gateway_was_killed_while_it_made_the_cluster()
    {
        using (var owner = PostgresOwner.Launch(Home))
        {
            while (!Directory.Exists(Home) || !Directory.EnumerateDirectories(Home, "postgres.unfinished-*").Any(folder => Directory.Exists(Path.Combine(folder, "data", "base"))))
                await Task.Delay(5, TestContext.Current.CancellationToken);
            await owner.KillAsync();
        }
        Assert.False(Directory.Exists(Data));

        await using var postgres = await StartAsync();

        Assert.Equal("gateway", await Sql.ScalarAsync(postgres.ConnectionString, "SELECT current_database()::text"));
        Assert.Empty(Directory.EnumerateDirectories(Home, "postgres.unfinished-*"));
    }

    [Fact]
    public async Task stops_at_once_when_its_stop_is_cancelled_and_loses_nothing()
    {
        var first = await StartAsync();
        await Sql.ScalarAsync(first.ConnectionString, "CREATE TABLE note AS SELECT 'kept' AS text");

        await first.StopAsync(new CancellationToken(canceled: true));
        await using var second = await StartAsync();

        Assert.NotEqual(first.ProcessId, second.ProcessId);
        Assert.Equal("kept", await Sql.ScalarAsync(second.ConnectionString, "SELECT text FROM note"));
    }

    [Fact]
    public async Task leaves_nothing_running_when_its_start_is_cancelled()
    {
        await using (await StartAsync())
        {
        }
        for (var patience = 50; patience <= 400; patience *= 2)
        {
            using var impatient = new CancellationTokenSource(TimeSpan.FromMilliseconds(patience));
            try
            {
                await using var server = await EmbeddedPostgresServer.StartAsync(new EmbeddedPostgresOptions { Home = Home }, NullLogger.Instance, impatient.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.True(impatient.IsCancellationRequested);
            }
            Assert.Null(Postmaster.Find(Data));
        }

        await using var afterwards = await StartAsync();
    }

    [Fact]
    public async Task names_the_variable_when_the_given_binaries_are_not_there()
    {
        using var owner = PostgresOwner.Launch(Home, ("GATEWAY_PG_BIN", "/nowhere"));

        Assert.Contains("GATEWAY_PG_BIN is /nowhere", await owner.NextLineAsync(), StringComparison.Ordinal);
        Assert.Equal(1, await owner.FinishAsync());
    }

    private Task<EmbeddedPostgresServer> StartAsync() =>
        EmbeddedPostgresServer.StartAsync(new EmbeddedPostgresOptions { Home = Home }, NullLogger.Instance, TestContext.Current.CancellationToken);
}
