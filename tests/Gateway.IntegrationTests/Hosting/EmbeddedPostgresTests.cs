using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
using Gateway.Ingress.Hosting.EmbeddedPostgres;
using Gateway.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gateway.IntegrationTests.Hosting;

[UnsupportedOSPlatform("windows")]
public sealed class EmbeddedPostgresTests : IAsyncLifetime
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private ScratchFolder _folder = null!;

    private string Home => _folder.Home;

    private string Data => Path.Combine(Home, "postgres");

    public async ValueTask InitializeAsync() => _folder = await ScratchFolder.CreateAsync();

    public async ValueTask DisposeAsync() => await _folder.DisposeAsync();

    [Fact]
    public async Task starts_in_a_folder_that_only_its_owner_may_enter()
    {
        Directory.CreateDirectory(Home, OwnerOnly);

        await using var postgres = await StartAsync();

        Assert.Equal(Data, await Sql.ScalarAsync(postgres.ConnectionString, "SHOW data_directory"));
        Assert.Equal(OwnerOnly, File.GetUnixFileMode(Home));
    }

    [Fact]
    public async Task starts_in_a_folder_whose_name_needs_quoting()
    {
        await using var postgres = await StartAsync(new EmbeddedPostgresOptions { Home = Path.Combine(Home, "it's a home") });

        Assert.Equal("gateway", await Sql.ScalarAsync(postgres.ConnectionString, "SELECT current_database()::text"));
    }

    [Fact]
    public async Task refuses_a_folder_whose_name_a_shell_would_rewrite()
    {
        var refusal = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => StartAsync(new EmbeddedPostgresOptions { Home = Path.Combine(Home, "$HOME") }));

        Assert.Contains("Gateway:Home", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task keeps_its_data_between_runs()
    {
        await using (var first = await StartAsync())
            await Sql.ScalarAsync(first.ConnectionString, "CREATE TABLE note AS SELECT 'kept' AS text");

        await using var second = await StartAsync();

        Assert.Equal("kept", await Sql.ScalarAsync(second.ConnectionString, "SELECT text FROM note"));
    }

    [Fact]
    public async Task keeps_its_data_when_the_account_it_runs_as_changes()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root runs PostgreSQL as somebody else.");
        Directory.CreateDirectory(Home);
        await using (var asUser = await StartAsync())
            await Sql.ScalarAsync(asUser.ConnectionString, "CREATE TABLE note AS SELECT 'kept' AS text");
        var mode = File.GetUnixFileMode(Home);

        File.SetUnixFileMode(Home, OwnerOnly);
        await using (var inNamespace = await StartAsync())
            Assert.Equal("kept", await Sql.ScalarAsync(inNamespace.ConnectionString, "SELECT text FROM note"));
        File.SetUnixFileMode(Home, mode);
        await using var asUserAgain = await StartAsync();

        Assert.Equal("kept", await Sql.ScalarAsync(asUserAgain.ConnectionString, "SELECT text FROM note"));
    }

    [Fact]
    public async Task moves_to_another_port_when_its_last_one_is_taken()
    {
        int taken;
        await using (var first = await StartAsync())
            taken = first.Port;
        using var stranger = Listen(taken);

        await using var second = await StartAsync();

        Assert.NotEqual(taken, second.Port);
    }

    [Fact]
    public async Task names_the_setting_when_the_wanted_port_is_taken()
    {
        using var stranger = Listen(0);
        var port = ((IPEndPoint)stranger.LocalEndpoint).Port;

        var refusal = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => StartAsync(new EmbeddedPostgresOptions { Home = Home, Port = port }));

        Assert.Contains("Gateway:Postgres:Port", refusal.Message, StringComparison.Ordinal);
        Assert.Contains($"{port}", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task is_durable_and_reachable_from_this_machine_only()
    {
        await using var postgres = await StartAsync();

        foreach (var (setting, value) in new[] { ("fsync", "on"), ("full_page_writes", "on"), ("synchronous_commit", "on"), ("data_checksums", "on"), ("listen_addresses", "127.0.0.1"), ("server_encoding", "UTF8") })
            Assert.Equal(value, await Sql.ScalarAsync(postgres.ConnectionString, $"SHOW {setting}"));
    }

    [Fact]
    public async Task takes_settings_from_the_operator_over_its_own()
    {
        var options = new EmbeddedPostgresOptions { Home = Home, Settings = { ["shared_buffers"] = "64MB", ["search_path"] = "it's" } };

        await using var postgres = await StartAsync(options);

        Assert.Equal("64MB", await Sql.ScalarAsync(postgres.ConnectionString, "SHOW shared_buffers"));
        Assert.Equal("it's", await Sql.ScalarAsync(postgres.ConnectionString, "SHOW search_path"));
    }

    [Fact]
    public async Task says_what_postgres_said_when_it_does_not_start()
    {
        var options = new EmbeddedPostgresOptions { Home = Home, Settings = { ["no_such_setting"] = "1" } };

        var refusal = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => StartAsync(options));

        Assert.Contains("unrecognized configuration parameter \"no_such_setting\"", refusal.Message, StringComparison.Ordinal);
        await using var afterwards = await StartAsync();
    }

    [Fact]
    public async Task keeps_its_password_in_one_file_that_only_its_owner_reads()
    {
        await using var postgres = await StartAsync();
        var passwordFile = Path.Combine(Home, "postgres-password");
        var password = (await File.ReadAllTextAsync(passwordFile, TestContext.Current.CancellationToken)).Trim();

        Assert.Contains(password, postgres.ConnectionString, StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(passwordFile));
        string[] places = [Path.Combine(Home, "postgres.conf"), .. Directory.EnumerateFiles(Data), .. Directory.EnumerateFiles(Path.Combine(Data, "log"))];
        foreach (var place in places)
            Assert.DoesNotContain(password, await File.ReadAllTextAsync(place, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        await Assert.ThrowsAsync<Npgsql.PostgresException>(() => Sql.ScalarAsync(postgres.ConnectionString.Replace(password, "guess", StringComparison.Ordinal), "SELECT 1"));
    }

    [Fact]
    public async Task says_so_when_the_password_is_lost()
    {
        await using (await StartAsync())
        {
        }
        File.Delete(Path.Combine(Home, "postgres-password"));

        var refusal = await Assert.ThrowsAsync<EmbeddedPostgresException>(() => StartAsync());

        Assert.Contains("postgres-password", refusal.Message, StringComparison.Ordinal);
    }

    private static TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }

    private Task<EmbeddedPostgresServer> StartAsync(EmbeddedPostgresOptions? options = null) =>
        EmbeddedPostgresServer.StartAsync(options ?? new EmbeddedPostgresOptions { Home = Home }, NullLogger.Instance, TestContext.Current.CancellationToken);
}
