using System.Net;
using System.Net.Sockets;
using Gateway.Testing;

namespace Gateway.EndToEndTests.Starting;

/// <summary>What is wrong with the settings is said at once, and nothing is started.</summary>
public sealed class SettingsTests
{
    private const string Password = "pass-that-nobody-may-see";

    [Fact]
    public async Task every_wrong_setting_is_named_in_one_go()
    {
        await using var folder = await ScratchFolder.CreateAsync();
        var configFile = Directory.CreateDirectory(Path.Combine(folder.Home, "config")).FullName + "/gateway.json";
        await File.WriteAllTextAsync(
            configFile,
            """
            { "organisations": [],
              "providers": [{ "name": "p", "kind": "telepathy", "baseUrl": "http://127.0.0.1:1/v1" }] }
            """,
            TestContext.Current.CancellationToken);
        var home = Path.Combine(folder.Home, "home");

        var (exitCode, errors) = await GatewayRun.RefusalAsync(
        [
            $"--Gateway:Home={home}", $"--ConnectionStrings:Gateway=Host=db;Pasword={Password}", "--Gateway:Roles=ingress,cook", "--Gateway:MaxBodyBytes=-1",
            $"--Gateway:AdminToken={Password[..10]}", "--Gateway:Rolez=ingress", "--Gateway:Keys:Master=env:A_KEY_THAT_IS_NOT_THERE", "--Gateway:Schema=Maybe",
            "--Gateway:Audit:AdmitTimeout=5", "--Gateway:Node:Lease=-00:00:01", "--Gateway:Clustered=perhaps", $"--Gateway:ConfigFile={configFile}", "--urls=nonsense",
        ]);

        Assert.Equal(1, exitCode);
        string[] wrong =
        [
            "ConnectionStrings:Gateway: ", "Gateway:Roles: 'cook'", "Gateway:MaxBodyBytes: '-1'", "Gateway:AdminToken: ", "Gateway:Rolez: ",
            "Gateway:Keys:Master: nothing can be read from 'env:A_KEY_THAT_IS_NOT_THERE'", "Gateway:Schema: 'Maybe'", "Gateway:Audit:AdmitTimeout: '5'",
            "Gateway:Node:Lease: '-00:00:01'", "Gateway:Clustered: 'perhaps'", $"Gateway:ConfigFile: {configFile}: line 1, position 3: ",
            $"Gateway:ConfigFile: {configFile}: line 2, position ", "urls: 'nonsense'",
        ];
        var lines = errors.Split('\n').Skip(1).Select(line => line.Trim()).ToList();
        Assert.All(wrong, error => Assert.Single(lines, line => line.StartsWith(error, StringComparison.Ordinal)));
        Assert.Equal(wrong.Length, lines.Count);
        Assert.DoesNotContain(Password[..10], errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(home));
    }

    [Theory]
    [InlineData("the command line: there is no command 'shema'", "shema", "apply")]
    [InlineData("the command line: settings begin with two dashes", "-Gateway:AdminToken=" + Password)]
    [InlineData("Gateway:Roles: ',' names none", "--Gateway:Roles=,")]
    [InlineData("Gateway:Roles: '1' is not a role", "--Gateway:Roles=1")]
    [InlineData("Gateway:ConfigFile: there is no file '/nowhere/gateway.json'", "--Gateway:ConfigFile=/nowhere/gateway.json")]
    [InlineData("urls: 'http://localhost:0': any free port", "--urls=http://localhost:0")]
    [InlineData("urls: 'https://127.0.0.1:8443' needs a certificate", "--urls=https://127.0.0.1:8443")]
    public async Task names_the_mistake_in_one_line(string error, params string[] args)
    {
        await using var folder = await ScratchFolder.CreateAsync();

        var (exitCode, errors) = await GatewayRun.RefusalAsync([.. args, $"--Gateway:Home={folder.Home}"]);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("The configuration is wrong: " + error, errors, StringComparison.Ordinal);
        Assert.Single(errors.Split('\n'));
        Assert.DoesNotContain(Password, errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Home));
    }

    [Fact]
    public async Task names_the_setting_when_the_port_is_taken_and_leaves_no_postgres_running()
    {
        await using var folder = await ScratchFolder.CreateAsync();
        using var stranger = new TcpListener(IPAddress.Loopback, port: 0);
        stranger.Start();
        var port = ((IPEndPoint)stranger.LocalEndpoint).Port;

        var (exitCode, errors) = await GatewayRun.RefusalAsync([$"--Gateway:Home={folder.Home}", "--urls", $"http://127.0.0.1:{port}"]);

        Assert.Equal(1, exitCode);
        Assert.StartsWith($"The configuration is wrong: urls: http://127.0.0.1:{port} is taken by another process", errors, StringComparison.Ordinal);
        Assert.Contains("--urls", errors, StringComparison.Ordinal);
        Assert.Single(errors.Split('\n'));
        Assert.True(Directory.Exists(Path.Combine(folder.Home, "postgres")));
        Assert.False(File.Exists(Path.Combine(folder.Home, "postgres", "postmaster.pid")));
    }
}
