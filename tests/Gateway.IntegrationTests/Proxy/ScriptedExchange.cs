using System.Net.Sockets;
using System.Text;

namespace Gateway.IntegrationTests.Proxy;

/// <summary>One request as it came over the wire, and the connection that it came over.</summary>
internal sealed class ScriptedExchange
{
    private readonly TcpClient _client;
    private readonly CancellationToken _stopped;

    private ScriptedExchange(TcpClient client, string head, byte[] body, CancellationToken stopped) => (_client, Head, Body, _stopped) = (client, head, body, stopped);

    /// <summary>The request line and the header lines, byte by byte.</summary>
    public string Head { get; }

    public byte[] Body { get; }

    /// <summary>The values of a header, in their order.</summary>
    public IReadOnlyList<string> Header(string name) =>
        [.. Head.Split("\r\n").Where(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase)).Select(line => line[(name.Length + 1)..].Trim())];

    /// <summary>Reads a request; null: the connection was closed without one.</summary>
    public static async Task<ScriptedExchange?> ReceiveAsync(TcpClient client, CancellationToken stopped)
    {
        var received = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (; ; )
        {
            var read = await client.GetStream().ReadAsync(buffer, stopped);
            if (read == 0)
                return null;
            received.Write(buffer, 0, read);
            var bytes = received.GetBuffer().AsMemory(0, (int)received.Length);
            var headEnd = bytes.Span.IndexOf("\r\n\r\n"u8);
            if (headEnd < 0)
                continue;

            var exchange = new ScriptedExchange(client, Encoding.Latin1.GetString(bytes.Span[..headEnd]), bytes[(headEnd + 4)..].ToArray(), stopped);
            if (exchange.Body.Length >= int.Parse(exchange.Header("Content-Length").SingleOrDefault("0")))
                return exchange;
        }
    }

    /// <summary>Sends bytes, given as Latin-1.</summary>
    public Task SendAsync(string bytes) => _client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(bytes), _stopped).AsTask();

    /// <summary>Waits until the gateway closes the connection.</summary>
    public async Task UntilLeftAsync()
    {
        try
        {
            while (await _client.GetStream().ReadAsync(new byte[1024], _stopped) > 0)
            {
            }
        }
        catch (IOException)
        {
            // Reset rather than closed.
        }
    }
}
