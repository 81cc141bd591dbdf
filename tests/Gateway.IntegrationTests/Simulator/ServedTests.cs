using System.Net;
using System.Security.Cryptography;
using System.Text;
using Gateway.Simulator;
using Gateway.Simulator.Served;

namespace Gateway.IntegrationTests.Simulator;

/// <summary>What the simulator counted is what clients saw. Each test has a simulator of its own.</summary>
public sealed class ServedTests : IAsyncLifetime
{
    private readonly RunningSimulator _simulator = new();

    public ValueTask InitializeAsync() => _simulator.InitializeAsync();

    public ValueTask DisposeAsync() => _simulator.DisposeAsync();

    [Fact]
    public async Task counts_what_was_served_by_outcome()
    {
        var prompt = 0;
        var completion = 0;
        for (var call = 0; call < 20; call++)
        {
            var usage = (await _simulator.AnswerAsync(RunningSimulator.Question($"sim-tokens-{call + 1}")))["usage"]!;
            prompt += (int)usage["prompt_tokens"]!;
            completion += (int)usage["completion_tokens"]!;
        }

        await _simulator.TextAsync(RunningSimulator.Question("fault-500"));
        await _simulator.TextAsync(RunningSimulator.Question("nothing-of-that-name"));
        using var cut = await _simulator.AskAsync(RunningSimulator.Question("fault-cut-3", stream: true, marker: "cut"));
        await RunningSimulator.ReadUntilCutAsync(cut);
        await _simulator.RecordAsync("cut", ServedOutcome.Cut);

        var stats = _simulator.Host.Stats();
        Assert.Equal(23, stats.Received);
        Assert.Equal((20, 1, 1, 1, 0), (
            stats.Outcomes[ServedOutcome.Completed],
            stats.Outcomes[ServedOutcome.Faulted],
            stats.Outcomes[ServedOutcome.Refused],
            stats.Outcomes[ServedOutcome.Cut],
            stats.Outcomes[ServedOutcome.Open]));
        Assert.Equal((prompt, completion), (stats.Tokens.Prompt, stats.Tokens.Completion));
        Assert.Equal((1, 1, 2), (stats.Streams, stats.StreamsCut, stats.UnfinishedTokens.Completion));
    }

    [Fact]
    public async Task records_each_request_with_its_identity_and_hashes()
    {
        var question = RunningSimulator.Question("gpt-4o", stream: true, marker: "m-1").ToJsonString().Replace("\"metadata\"", "\"user\":\"ada\",\"metadata\"", StringComparison.Ordinal);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = new StringContent(question) };
        request.Headers.Add("x-request-marker", "h-1");
        using var response = await _simulator.Client.SendAsync(request);
        var answer = await response.Content.ReadAsByteArrayAsync();

        var record = Assert.Single(_simulator.Host.Requests());
        Assert.Equal(("m-1", "h-1", "ada", "gpt-4o"), (record.Marker, record.HeaderMarker, record.User, record.Model));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(question))), record.BodySha256);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(answer)), record.AnswerSha256);
        Assert.Contains("x-request-marker", record.HeaderNames);
        Assert.Equal((1, ServedOutcome.Completed, 200), (record.Sequence, record.Outcome, record.Status));
    }

    [Fact]
    public async Task knows_the_marker_before_it_answers()
    {
        using var patience = new CancellationTokenSource();
        var asking = _simulator.AskAsync(RunningSimulator.Question("fault-stall-headers", marker: "early"), cancellationToken: patience.Token);

        await _simulator.RecordAsync("early", ServedOutcome.Stalled);

        Assert.False(asking.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
    }

    [Fact]
    public async Task tells_counters_and_requests_over_http_and_forgets_them_on_demand()
    {
        await _simulator.TextAsync(RunningSimulator.Question("gpt-4o", marker: "a"));
        await _simulator.TextAsync(RunningSimulator.Question("gpt-4o", marker: "b"));

        var stats = await _simulator.GetAsync("/simulator/stats");
        var after = await _simulator.GetAsync("/simulator/requests?after=1");
        var marked = await _simulator.GetAsync("/simulator/requests?marker=a");
        using var reset = await _simulator.Client.PostAsync("/simulator/reset", content: null);

        Assert.Equal(2, stats.GetProperty("outcomes").GetProperty("completed").GetInt32());
        Assert.Equal("b", Assert.Single(after.EnumerateArray()).GetProperty("marker").GetString());
        Assert.Equal(1, Assert.Single(marked.EnumerateArray()).GetProperty("sequence").GetInt32());
        Assert.Equal(HttpStatusCode.NoContent, reset.StatusCode);
        Assert.Equal(0, _simulator.Host.Stats().Received);
        Assert.Empty(_simulator.Host.Requests());
    }

    [Fact]
    public async Task keeps_the_newest_requests_when_the_ring_is_full()
    {
        await using var small = await SimulatorHost.StartAsync(new SimulatorOptions { Timing = TokenTiming.Instant, RecordedRequests = 3 });
        using var client = new HttpClient { BaseAddress = small.Address };
        client.DefaultRequestHeaders.Add("authorization", "Bearer k");
        for (var call = 0; call < 5; call++)
        {
            using var content = new StringContent(RunningSimulator.Question("gpt-4o", marker: $"{call}").ToJsonString());
            using var response = await client.PostAsync("/v1/chat/completions", content);
        }

        Assert.Equal(["2", "3", "4"], small.Requests().Select(request => request.Marker));
        Assert.Equal(5, small.Stats().Received);
    }
}
