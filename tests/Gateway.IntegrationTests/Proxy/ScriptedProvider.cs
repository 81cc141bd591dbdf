using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.IntegrationTests.Proxy;

/// <summary>A provider that answers with the very bytes a test gives it, on a real socket: what a well-behaved server could not be made to send.</summary>
internal sealed class ScriptedProvider : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly Task _loop;

    public ScriptedProvider()
    {
        _listener.Start();
        _loop = AcceptAsync();
    }

    public Uri BaseUrl => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/v1");

    /// <summary>How the next requests are answered; each connection is closed after its answer.</summary>
    public Func<ScriptedExchange, Task> Script { get; set; } = exchange => exchange.SendAsync(Head(500));

    /// <summary>The last request.</summary>
    public ScriptedExchange Last { get; private set; } = null!;

    /// <summary>Answers the next requests with a plain body.</summary>
    public void Answer(int status, string body, params string[] headers) =>
        Script = exchange => exchange.SendAsync(Head(status, [.. headers, $"Content-Length: {Encoding.Latin1.GetByteCount(body)}"]) + body);

    /// <summary>Answers the next requests with a stream whose end is the connection's.</summary>
    public void Stream(string events) => Script = exchange => exchange.SendAsync(Head(200, "Content-Type: text/event-stream") + events);

    /// <summary>The head of an answer; the connection is not to be used again.</summary>
    public static string Head(int status, params string[] headers) =>
        $"HTTP/1.1 {status} Scripted\r\n{string.Concat(headers.Select(header => header + "\r\n"))}Connection: close\r\n\r\n";

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        _listener.Stop();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            for (; ; )
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopped.Token)));
        }
        finally
        {
            await Task.WhenAll(connections).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var connection = client;
        if (await ScriptedExchange.ReceiveAsync(client, _stopped.Token) is not { } exchange)
            return;
        Last = exchange;
        await Script(exchange);
    }
}
