using System.Net;
using System.Net.Http.Headers;
using Gateway.Testing;

namespace Gateway.EndToEndTests.Starting;

/// <summary>
/// A gateway in sample mode, in a folder that only its owner may enter, that tells its log everything in JSON: what does not begin with a brace
/// on its standard output is not of the log.
/// </summary>
public sealed class RunningSample : IAsyncLifetime
{
    private ScratchFolder? _folder;
    private GatewayRun? _run;
    private Welcome? _welcome;

    /// <summary>Its <c>Gateway:Home</c>.</summary>
    internal string Home => _folder!.Home;

    internal GatewayRun Run => _run!;

    internal Welcome Welcome => _welcome!;

    /// <summary>A client of it, without credentials.</summary>
    internal HttpClient Http { get; private set; } = new();

    public async ValueTask InitializeAsync()
    {
        _folder = await ScratchFolder.CreateAsync();
        if (!OperatingSystem.IsWindows())
            Directory.CreateDirectory(Home, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        _run = GatewayRun.Begin(
            [$"--Gateway:Home={Home}", "--urls", "http://127.0.0.1:0", "--Logging:LogLevel:Default=Debug", "--Logging:Console:FormatterName=json"]);
        Http.BaseAddress = await _run.ListeningAsync();
        _welcome = await Welcome.ReadAsync(_run);
    }

    /// <summary>Makes a call.</summary>
    /// <param name="content">What is said in it.</param>
    internal async Task CallAsync(string content)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Welcome.VirtualKey);
        request.Content = System.Net.Http.Json.JsonContent.Create(new { model = "gpt-4o", messages = new[] { new { role = "user", content } } });
        using var response = await Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (_run is not null)
        {
            await _run.StopAsync();
            await _run.DisposeAsync();
        }

        if (_folder is not null)
            await _folder.DisposeAsync();
    }
}

/// <summary>The tests that share one.</summary>
[CollectionDefinition(nameof(RunningSample))]
public sealed class RunningSampleGroup : ICollectionFixture<RunningSample>;
