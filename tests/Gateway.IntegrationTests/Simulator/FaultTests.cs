using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Gateway.Simulator.Served;

namespace Gateway.IntegrationTests.Simulator;

public sealed class FaultTests(RunningSimulator simulator) : IClassFixture<RunningSimulator>
{
    [Theory]
    [InlineData("429;retry-after=2;x-should-retry=true", 429, "rate_limit_exceeded")]
    [InlineData("status-429;code=insufficient_quota", 429, "insufficient_quota")]
    [InlineData("500", 500, null)]
    [InlineData("503;retry-after-ms=20", 503, null)]
    public async Task answers_with_the_status_that_is_ordered(string fault, int status, string? code)
    {
        using var byModel = await simulator.AskAsync(RunningSimulator.Question("fault-" + fault));
        using var byHeader = await simulator.AskAsync(RunningSimulator.Question("gpt-4o", stream: true), fault);

        foreach (var response in (HttpResponseMessage[])[byModel, byHeader])
        {
            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal(code, (string?)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!["code"]);
            Assert.Equal(fault.Contains("retry-after=2", StringComparison.Ordinal), response.Headers.Contains("retry-after"));
            Assert.Equal(fault.Contains("retry-after-ms", StringComparison.Ordinal), response.Headers.Contains("retry-after-ms"));
        }
    }

    [Fact]
    public async Task refuses_a_header_that_orders_nothing_known()
    {
        using var response = await simulator.AskAsync(RunningSimulator.Question("gpt-4o"), "explode");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task strikes_only_as_often_as_ordered()
    {
        var statuses = new List<int>();
        for (var attempt = 0; attempt < 3; attempt++)
        {
            using var response = await simulator.AskAsync(RunningSimulator.Question("fault-500;times=2;test=limited"));
            statuses.Add((int)response.StatusCode);
        }

        Assert.Equal([500, 500, 200], statuses);
    }

    [Fact]
    public async Task is_slow_with_the_first_token()
    {
        var started = Stopwatch.GetTimestamp();
        using var response = await simulator.AskAsync(RunningSimulator.Question("sim-slow-first-token-150", stream: true));

        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 145, 10_000);
    }

    [Fact]
    public async Task cuts_a_stream_after_so_many_events()
    {
        using var response = await simulator.AskAsync(RunningSimulator.Question("fault-cut-4", stream: true, marker: "cut stream"));
        var text = await RunningSimulator.ReadUntilCutAsync(response);

        Assert.Equal(4, RunningSimulator.Chunks(text).Count);
        var record = await simulator.RecordAsync("cut stream", ServedOutcome.Cut);
        Assert.Equal((4, 3), (record.Chunks, record.CompletionTokens));
    }

    [Fact]
    public async Task cuts_a_plain_body_in_the_middle()
    {
        using var response = await simulator.AskAsync(RunningSimulator.Question("fault-cut"));
        var text = await RunningSimulator.ReadUntilCutAsync(response);

        Assert.Equal(response.Content.Headers.ContentLength / 2, System.Text.Encoding.UTF8.GetByteCount(text));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task cuts_before_the_head(bool stream) =>
        await Assert.ThrowsAsync<HttpRequestException>(() => simulator.AskAsync(RunningSimulator.Question("fault-cut-headers", stream)));

    [Fact]
    public async Task stalls_in_a_stream_until_the_client_leaves()
    {
        using (var response = await simulator.AskAsync(RunningSimulator.Question("fault-stall-2", stream: true, marker: "stalled")))
        {
            await simulator.RecordAsync("stalled", ServedOutcome.Stalled);
        }

        var record = await simulator.RecordAsync("stalled", ServedOutcome.ClientLeft);
        Assert.Equal(2, record.Chunks);
    }

    [Fact]
    public async Task stalls_before_the_head_until_the_client_leaves()
    {
        using var patience = new CancellationTokenSource();
        var asking = simulator.AskAsync(RunningSimulator.Question("fault-stall-headers", marker: "silent"), cancellationToken: patience.Token);
        await simulator.RecordAsync("silent", ServedOutcome.Stalled);
        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await simulator.RecordAsync("silent", ServedOutcome.ClientLeft);
    }

    [Theory]
    [InlineData("garbage-2", "\u0001\u0002 upstream connect error")]
    [InlineData("invalid-json-2", "\"delta\":{\"cont\n\n")]
    public async Task puts_malformed_lines_between_events(string fault, string expected)
    {
        var text = await simulator.TextAsync(RunningSimulator.Question("fault-" + fault, stream: true));

        Assert.Equal(2, text[..text.IndexOf(expected, StringComparison.Ordinal)].Split("chat.completion.chunk\",\"created").Length - 1);
        Assert.EndsWith("data: [DONE]\n\n", text);
    }

    [Fact]
    public async Task sends_an_error_as_the_first_event()
    {
        using var response = await simulator.AskAsync(RunningSimulator.Question("fault-error-first", stream: true));
        var chunk = Assert.Single(RunningSimulator.Chunks(await response.Content.ReadAsStringAsync()));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("server_error", (string)chunk["error"]!["type"]!);
    }

    [Fact]
    public async Task sends_an_error_in_the_middle_and_ends()
    {
        var text = await simulator.TextAsync(RunningSimulator.Question("fault-error-event-3", stream: true));
        var chunks = RunningSimulator.Chunks(text);

        Assert.Equal([false, false, false, true], chunks.Select(chunk => chunk.AsObject().ContainsKey("error")));
        Assert.DoesNotContain("[DONE]", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task withholds_usage(bool stream)
    {
        var question = RunningSimulator.Question("fault-no-usage", stream);
        question["stream_options"] = new JsonObject { ["include_usage"] = true };

        Assert.DoesNotContain("\"usage\"", await simulator.TextAsync(question), StringComparison.Ordinal);
    }

    [Fact]
    public async Task tells_running_usage_in_every_chunk()
    {
        var chunks = await simulator.ChunksAsync(RunningSimulator.Question("sim-usage-every-chunk,tokens-3", stream: true));

        Assert.Equal([0, 1, 2, 3, 3], chunks.Select(chunk => (int)chunk["usage"]!["completion_tokens"]!));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task answers_with_as_many_bytes_as_ordered(bool stream)
    {
        var text = await simulator.TextAsync(RunningSimulator.Question("sim-huge-3000000", stream));
        var content = stream
            ? RunningSimulator.Content(RunningSimulator.Chunks(text))
            : (string)JsonNode.Parse(text)!["choices"]![0]!["message"]!["content"]!;

        Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(content), 3_000_000, 3_000_040);
    }

    [Fact]
    public async Task answers_with_an_error_page()
    {
        using var response = await simulator.AskAsync(RunningSimulator.Question("fault-html-502"));

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.StartsWith("<html>", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task answers_with_nothing_under_a_200()
    {
        using var response = await simulator.AskAsync(RunningSimulator.Question("fault-empty", stream: true));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsByteArrayAsync());
    }

    [Fact]
    public async Task lies_about_the_content_type()
    {
        using var response = await simulator.AskAsync(RunningSimulator.Question("fault-content-type;value=text/html"));

        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
        Assert.NotNull(JsonNode.Parse(await response.Content.ReadAsStringAsync())!["choices"]);
    }
}
