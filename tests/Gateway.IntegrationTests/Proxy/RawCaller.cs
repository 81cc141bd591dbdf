using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Gateway.IntegrationTests.Proxy;

/// <summary>A client that sends the very bytes it is given, which no HTTP library would.</summary>
internal static class RawCaller
{
    /// <summary>Sends bytes, given as Latin-1, and reads until the gateway closes the connection.</summary>
    public static async Task<RawAnswer> SendAsync(Uri gateway, string bytes)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, gateway.Port);
        await client.GetStream().WriteAsync(Encoding.Latin1.GetBytes(bytes));
        var received = new MemoryStream();
        await client.GetStream().CopyToAsync(received).WaitAsync(TimeSpan.FromSeconds(20));
        return new RawAnswer(Encoding.Latin1.GetString(received.ToArray()));
    }

    /// <summary>What came back, as Latin-1.</summary>
    internal sealed record RawAnswer(string Text)
    {
        public int Status => int.Parse(Text.Split(' ')[1]);

        public string Body => Text[(Text.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];

        public string? ErrorCode => JsonElement.Parse(Body).GetProperty("error").GetProperty("code").GetString();

        public Guid CallId => Guid.Parse(Header(ChatAnswer.CallIdHeader)!);

        public string? Header(string name) =>
            Text.Split("\r\n").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim();
    }
}
