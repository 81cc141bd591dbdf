using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace Gateway.Testing;

/// <summary>
/// One gateway process, as it is built and shipped, on a free port of 127.0.0.1. It can be stopped, killed and started again; its clients
/// find it wherever it listens then.
/// </summary>
public sealed partial class GatewayNode : IAsyncDisposable
{
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "Gateway.Ingress.dll");
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(40);

    private readonly IReadOnlyDictionary<string, string> _environment;
    private readonly ProcessLog _log;
    private Process? _process;
    private TaskCompletionSource<Uri> _address = new();

    internal GatewayNode(IReadOnlyDictionary<string, string> environment, string logFile)
    {
        _environment = environment;
        _log = new ProcessLog(logFile, Listen);
        Http = CreateClient();
    }

    /// <summary>A client without credentials that finds the node by itself after a restart; it follows no redirect and decompresses nothing.</summary>
    public HttpClient Http { get; }

    /// <summary>Where the process listens now.</summary>
    public Uri Address => _address.Task is { IsCompletedSuccessfully: true } known ? known.Result : throw new InvalidOperationException("The gateway does not listen.");

    /// <summary>The id of the process, which is another one after every start.</summary>
    public int ProcessId => _process?.Id ?? throw new InvalidOperationException("The gateway was not started.");

    /// <summary>Whether the process lives.</summary>
    public bool IsRunning => _process is { HasExited: false };

    /// <summary>Everything that the processes of this node have written.</summary>
    public string Log => _log.ReadAll();

    /// <summary>Starts the process and waits until it is ready.</summary>
    /// <exception cref="InvalidOperationException">It ended, or did not get ready in a minute; the message holds the end of its log.</exception>
    public async Task StartAsync()
    {
        _address = new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously);
        var start = new ProcessStartInfo("dotnet", ["exec", Assembly, "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in _environment)
            start.Environment[name] = value;
        _process = _log.Follow(Process.Start(start)!);

        try
        {
            var exited = _process.WaitForExitAsync();
            if (await Task.WhenAny(_address.Task, exited).WaitAsync(StartTimeout) == exited)
                throw new InvalidOperationException($"The gateway ended with {_process.ExitCode}.\n{_log.Tail()}");
            await WaitUntilReadyAsync(StartTimeout);
        }
        catch (TimeoutException failure)
        {
            throw new InvalidOperationException($"The gateway did not get ready.\n{_log.Tail()}", failure);
        }
    }

    /// <summary>Waits until <c>/health/ready</c> says 200.</summary>
    public Task WaitUntilReadyAsync(TimeSpan? timeout = null) =>
        Eventually.GetAsync(ReadinessAsync, status => status == HttpStatusCode.OK, "the gateway to be ready", timeout);

    /// <summary>Ends the process by <c>SIGKILL</c> and waits until it is gone.</summary>
    public async Task KillAsync()
    {
        if (_process is null)
            return;
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks the process to end (<c>SIGTERM</c>) and waits until it has.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="TimeoutException">It did not end in 40 s.</exception>
    public async Task<int> StopAsync()
    {
        using var signal = Process.Start("/bin/sh", ["-c", $"kill -TERM {ProcessId}"]);
        await _process!.WaitForExitAsync().WaitAsync(StopTimeout);
        return _process.ExitCode;
    }

    /// <summary>Kills the process and starts it again.</summary>
    public async Task RestartAsync()
    {
        await KillAsync();
        await StartAsync();
    }

    /// <summary>A client like <see cref="Http"/> with connections of its own.</summary>
    public HttpClient CreateClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        UseProxy = false,

        // A client that leaves within an answer leaves at once.
        ResponseDrainTimeout = TimeSpan.Zero,
        ConnectCallback = ConnectAsync,
    })
    {
        BaseAddress = new Uri("http://gateway/"),
        Timeout = TimeSpan.FromSeconds(60),
    };

    /// <summary>Kills the process.</summary>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _process?.Dispose();
        Http.Dispose();
        _log.Dispose();
    }

    private async Task<HttpStatusCode> ReadinessAsync()
    {
        try
        {
            using var response = await Http.GetAsync("health/ready");
            return response.StatusCode;
        }
        catch (HttpRequestException)
        {
            return default;
        }
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, Address.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private void Listen(string line)
    {
        if (Listening().Match(line) is { Success: true } match)
            _address.TrySetResult(new Uri(match.Groups["address"].Value));
    }

    [GeneratedRegex(@"Now listening on: (?<address>http://\S+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}
