using System.ClientModel;
using System.ClientModel.Primitives;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using Gateway.Simulator;
using Npgsql;
using OpenAI;

namespace Gateway.Testing;

/// <summary>
/// A real gateway in a process of its own, on a database of its own, with a simulated provider in the test's process. Its configuration declares the
/// organization acme with the keys of <see cref="TestSecrets"/>; models <c>gpt-4o</c> and <c>gpt-4o-mini</c> with prices, <c>gpt-4.1</c> without;
/// <c>house-model</c>, which is <c>gpt-4o</c> under another name; <c>dead-end</c>, whose provider can't be reached; and, over two targets each,
/// <c>refused-then-spare</c>, <c>silent-then-spare</c>, <c>cut-then-spare</c>, <c>error-event-then-spare</c>, <c>empty-then-spare</c>,
/// <c>overloaded-then-spare</c>, <c>invalid-then-spare</c>, <c>overloaded-then-dead</c>, <c>all-silent</c> and <c>all-overloaded</c>.
/// </summary>
public sealed class GatewayUnderTest : IAsyncDisposable
{
    private readonly ScratchFolder _folder;
    private readonly Socket _deadEnd;
    private readonly Dictionary<string, string> _environment;
    private readonly List<GatewayNode> _nodes = [];

    private GatewayUnderTest(ScratchFolder folder, Socket deadEnd, SimulatorHost simulator, string connectionString, GatewaySetup setup)
    {
        (_folder, _deadEnd, Simulator) = (folder, deadEnd, simulator);
        Database = NpgsqlDataSource.Create(connectionString);
        _environment = EnvironmentOf(folder, connectionString, setup);
    }

    /// <summary>The provider.</summary>
    public SimulatorHost Simulator { get; }

    /// <summary>The gateway's database, as its superuser.</summary>
    public NpgsqlDataSource Database { get; }

    /// <summary>The gateway; the first one, if there are more.</summary>
    public GatewayNode Node => _nodes[0];

    /// <summary>Starts a gateway and waits until it is ready.</summary>
    public static async Task<GatewayUnderTest> StartAsync(PostgresCluster postgres, GatewaySetup? setup = null)
    {
        setup ??= new GatewaySetup();
        var folder = await ScratchFolder.CreateAsync();
        Directory.CreateDirectory(folder.Home);

        // Bound and never listening: nobody else gets the port, and nobody gets in.
        var deadEnd = new Socket(SocketType.Stream, ProtocolType.Tcp);
        deadEnd.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        var simulator = await SimulatorHost.StartAsync(setup.Simulator);
        var gateway = new GatewayUnderTest(folder, deadEnd, simulator, await postgres.CreateDatabaseAsync(), setup);
        try
        {
            var refusing = new Uri($"http://127.0.0.1:{((IPEndPoint)deadEnd.LocalEndPoint!).Port}/v1");
            await File.WriteAllTextAsync(ConfigFileIn(folder), TestOrganization.Declare(simulator.BaseUrl, refusing, setup));
            await gateway.AddNodeAsync();
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts another gateway on the same database and provider.</summary>
    /// <param name="settings">How it differs from the first, by configuration key.</param>
    public async Task<GatewayNode> AddNodeAsync(params (string Key, string Value)[] settings)
    {
        var name = $"node-{_nodes.Count + 1}";
        var environment = new Dictionary<string, string>(_environment);
        foreach (var (key, value) in settings)
            environment[EnvironmentName(key)] = value;
        environment.TryAdd("Gateway__Node__Name", name);
        var node = new GatewayNode(environment, Path.Combine(_folder.Home, name + ".log"));
        _nodes.Add(node);
        await node.StartAsync();
        return node;
    }

    /// <summary>The official client, with the key <c>ci</c>.</summary>
    /// <param name="key">Another key's secret.</param>
    /// <param name="node">Another node than the first.</param>
    /// <param name="retries">How often it tries again by itself; default: as often as it does when nobody says.</param>
    public OpenAIClient OpenAI(string? key = null, GatewayNode? node = null, int retries = 3) => new(
        new ApiKeyCredential(key ?? TestSecrets.Key),
        new OpenAIClientOptions
        {
            Endpoint = new Uri("http://gateway/v1"),
            Transport = new HttpClientPipelineTransport((node ?? Node).Http),
            RetryPolicy = new ClientRetryPolicy(retries),
        });

    /// <summary>The data of a GraphQL answer.</summary>
    /// <exception cref="InvalidOperationException">The answer has errors.</exception>
    public async Task<JsonElement> QueryAsync(string query, object? variables = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "graphql") { Content = JsonContent.Create(new { query, variables }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestSecrets.AdminToken);
        using var response = await Node.Http.SendAsync(request);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        return answer.TryGetProperty("errors", out var errors) ? throw new InvalidOperationException(errors.ToString()) : answer.GetProperty("data");
    }

    /// <summary>The events of a call, in their order, straight from the store.</summary>
    public async Task<IReadOnlyList<RecordedEvent>> EventsAsync(Guid call)
    {
        const string Sql = "select type, data from gateway.mt_events where stream_id = $1 order by version";
        await using var command = Database.CreateCommand(Sql);
        command.Parameters.AddWithValue(call);
        await using var reader = await command.ExecuteReaderAsync();
        var events = new List<RecordedEvent>();
        while (await reader.ReadAsync())
            events.Add(new RecordedEvent(reader.GetString(0), JsonElement.Parse(reader.GetString(1))));
        return events;
    }

    /// <summary>The events of a call once it has ended.</summary>
    public Task<IReadOnlyList<RecordedEvent>> EndedAsync(Guid call) =>
        Eventually.GetAsync(() => EventsAsync(call), events => events.Count > 0 && events[^1].IsTerminal, $"the end of call {call}");

    /// <summary>One value of one row.</summary>
    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var command = Database.CreateCommand(sql);
        return (T?)await command.ExecuteScalarAsync();
    }

    /// <summary>Kills the gateways and stops the provider.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
        await Simulator.DisposeAsync();
        await Database.DisposeAsync();
        _deadEnd.Dispose();
        await _folder.DisposeAsync();
    }

    private static string ConfigFileIn(ScratchFolder folder) => Path.Combine(folder.Home, "gateway.json");

    private static Dictionary<string, string> EnvironmentOf(ScratchFolder folder, string connectionString, GatewaySetup setup)
    {
        var environment = new Dictionary<string, string>(TestOrganization.Secrets)
        {
            ["ConnectionStrings__Gateway"] = connectionString,
            ["Gateway__ConfigFile"] = ConfigFileIn(folder),
            ["Gateway__AdminToken"] = TestSecrets.AdminToken,
            ["Gateway__Keys__Master"] = "env:TEST_MASTER_KEY",
            ["Gateway__Node__Lease"] = "00:00:02",
            ["TEST_MASTER_KEY"] = TestSecrets.MasterKey,
        };
        foreach (var (key, value) in setup.Settings)
            environment[EnvironmentName(key)] = value;
        return environment;
    }

    private static string EnvironmentName(string key) => key.Replace(":", "__", StringComparison.Ordinal);
}
