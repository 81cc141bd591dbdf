using System.Diagnostics;
using System.Text.Json.Nodes;
using Gateway.Simulator;

namespace Gateway.IntegrationTests.Simulator;

public sealed class StreamedAnswerTests(RunningSimulator simulator) : IClassFixture<RunningSimulator>
{
    [Fact]
    public async Task begins_with_the_role_and_ends_with_the_finish_reason_and_done()
    {
        var text = await simulator.TextAsync(RunningSimulator.Question("sim-tokens-5", stream: true));
        var chunks = RunningSimulator.Chunks(text);

        Assert.EndsWith("data: [DONE]\n\n", text);
        Assert.Equal(7, chunks.Count);
        Assert.Equal("assistant", (string)chunks[0]["choices"]![0]!["delta"]!["role"]!);
        Assert.Equal("stop", (string)chunks[^1]["choices"]![0]!["finish_reason"]!);
        Assert.All(chunks, chunk => Assert.False(chunk.AsObject().ContainsKey("usage")));
    }

    [Fact]
    public async Task sends_usage_in_a_chunk_of_its_own_when_it_is_asked_for()
    {
        var question = RunningSimulator.Question("sim-tokens-5", stream: true);
        question["stream_options"] = new JsonObject { ["include_usage"] = true };

        var chunks = await simulator.ChunksAsync(question);

        Assert.Empty(chunks[^1]["choices"]!.AsArray());
        Assert.Equal(5, (int)chunks[^1]["usage"]!["completion_tokens"]!);
        Assert.All(chunks[..^1], chunk => Assert.True(chunk.AsObject().ContainsKey("usage") && chunk["usage"] is null));
    }

    [Fact]
    public async Task interleaves_the_choices()
    {
        var question = RunningSimulator.Question("sim-tokens-3", stream: true);
        question["n"] = 2;

        var chunks = await simulator.ChunksAsync(question);

        Assert.Equal([0, 1, 0, 1, 0, 1, 0, 0, 1, 1], chunks.Select(chunk => (int)chunk["choices"]![0]!["index"]!));
    }

    [Fact]
    public async Task takes_its_time_when_it_is_told_to()
    {
        var timing = new TokenTiming { FirstToken = TimeSpan.FromMilliseconds(120), InterToken = TimeSpan.FromMilliseconds(20), Jitter = 0 };
        await using var slow = await SimulatorHost.StartAsync(new SimulatorOptions { Timing = timing });
        using var client = new HttpClient { BaseAddress = slow.Address };
        client.DefaultRequestHeaders.Add("authorization", "Bearer k");
        using var content = new StringContent(RunningSimulator.Question("sim-tokens-6", stream: true).ToJsonString());

        var started = Stopwatch.GetTimestamp();
        using var response = await client.PostAsync("/v1/chat/completions", content);

        // Five gaps follow the first token.
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 215, 10_000);
    }
}
