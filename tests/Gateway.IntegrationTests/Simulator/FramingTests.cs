using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Gateway.IntegrationTests.Simulator;

/// <summary>The forms of a stream that a reader has to bear; all of them carry the ordinary answer.</summary>
public sealed class FramingTests(RunningSimulator simulator) : IClassFixture<RunningSimulator>
{
    [Fact]
    public async Task ends_lines_with_carriage_returns()
    {
        var text = await AskAsync("crlf");

        Assert.EndsWith("data: [DONE]\r\n\r\n", text);
        Assert.Equal(text.Count(character => character == '\n'), text.Split("\r\n").Length - 1);
    }

    [Fact]
    public async Task ends_without_done()
    {
        var text = await AskAsync("no-done");

        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);
        Assert.Contains("\"finish_reason\":\"stop\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ends_without_a_blank_line() => Assert.EndsWith("}\n\ndata: [DONE]\n", await AskAsync("no-final-blank-line"));

    [Fact]
    public async Task sends_comments_between_events() => Assert.StartsWith(": keep-alive\ndata: {", await AskAsync("comments"));

    [Fact]
    public async Task spreads_the_data_over_two_lines() => Assert.Contains(",\ndata: \"choices\":[", await AskAsync("multi-line-data"), StringComparison.Ordinal);

    [Fact]
    public async Task begins_with_a_byte_order_mark()
    {
        using var response = await simulator.AskAsync(RunningSimulator.Question("sim-bom", stream: true));

        Assert.Equal([0xEF, 0xBB, 0xBF, (byte)'d'], (await response.Content.ReadAsByteArrayAsync())[..4]);
    }

    [Fact]
    public async Task sends_every_byte_by_itself()
    {
        var body = RunningSimulator.Question("sim-one-byte,tokens-3", stream: true).ToJsonString();
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, simulator.Host.Address.Port);
        await using var connection = client.GetStream();
        await connection.WriteAsync(Encoding.UTF8.GetBytes(
            $"POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAuthorization: Bearer k\r\nContent-Length: {body.Length}\r\n\r\n{body}"));
        using var reader = new StreamReader(connection);
        var answer = await reader.ReadToEndAsync();

        // On the wire every byte is an HTTP chunk of length 1.
        Assert.Contains("\r\n1\r\nd\r\n1\r\na\r\n1\r\nt\r\n1\r\na\r\n1\r\n:\r\n", answer, StringComparison.Ordinal);
        Assert.EndsWith("1\r\n]\r\n1\r\n\n\r\n1\r\n\n\r\n0\r\n\r\n", answer);
    }

    private async Task<string> AskAsync(string framing)
    {
        var ordinary = RunningSimulator.Content(await simulator.ChunksAsync(RunningSimulator.Question("sim-tokens-5", stream: true)));
        var text = await simulator.TextAsync(RunningSimulator.Question("sim-tokens-5," + framing, stream: true));
        if (framing != "multi-line-data")
        {
            Assert.Equal(ordinary, RunningSimulator.Content(RunningSimulator.Chunks(text)));
        }

        return text;
    }
}
