using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace Gateway.IntegrationTests.Simulator;

public sealed class PlainAnswerTests(RunningSimulator simulator) : IClassFixture<RunningSimulator>
{
    [Fact]
    public async Task answers_in_the_provider_format_with_usage_that_adds_up()
    {
        var answer = await simulator.AnswerAsync(RunningSimulator.Question("gpt-4o"));

        Assert.StartsWith("chatcmpl-", (string)answer["id"]!);
        Assert.Equal("chat.completion", (string)answer["object"]!);
        Assert.Equal("gpt-4o-2024-08-06", (string)answer["model"]!);
        Assert.StartsWith("fp_", (string)answer["system_fingerprint"]!);
        Assert.Equal("stop", (string)answer["choices"]![0]!["finish_reason"]!);
        var usage = answer["usage"]!;
        // 3 for the conversation, 3 for the message, 17 bytes of text make 5.
        Assert.Equal(11, (int)usage["prompt_tokens"]!);
        Assert.Equal((int)usage["prompt_tokens"]! + (int)usage["completion_tokens"]!, (int)usage["total_tokens"]!);
    }

    [Fact]
    public async Task gives_the_same_text_for_the_same_conversation_plain_and_streamed()
    {
        var plain = await simulator.AnswerAsync(RunningSimulator.Question("gpt-4o"));
        var again = await simulator.AnswerAsync(RunningSimulator.Question("gpt-4.1"));
        var chunks = await simulator.ChunksAsync(RunningSimulator.Question("gpt-4o", stream: true));

        var text = (string)plain["choices"]![0]!["message"]!["content"]!;
        Assert.Equal(text, (string)again["choices"]![0]!["message"]!["content"]!);
        Assert.Equal(text, RunningSimulator.Content(chunks));
    }

    [Theory]
    [InlineData("max_tokens")]
    [InlineData("max_completion_tokens")]
    public async Task stops_at_the_token_limit(string member)
    {
        var question = RunningSimulator.Question("gpt-4o");
        question[member] = 4;

        var answer = await simulator.AnswerAsync(question);

        Assert.Equal("length", (string)answer["choices"]![0]!["finish_reason"]!);
        Assert.Equal(4, (int)answer["usage"]!["completion_tokens"]!);
    }

    [Fact]
    public async Task counts_the_tokens_of_every_choice()
    {
        var question = RunningSimulator.Question("sim-tokens-7");
        question["n"] = 3;

        var answer = await simulator.AnswerAsync(question);

        Assert.Equal([0, 1, 2], answer["choices"]!.AsArray().Select(choice => (int)choice!["index"]!));
        Assert.Equal(21, (int)answer["usage"]!["completion_tokens"]!);
    }

    [Fact]
    public async Task puts_cached_and_reasoning_tokens_into_the_details()
    {
        var usage = (await simulator.AnswerAsync(RunningSimulator.Question("gpt-4o+tokens-5,cached-8,reasoning-20")))["usage"]!;

        Assert.Equal(8, (int)usage["prompt_tokens_details"]!["cached_tokens"]!);
        Assert.Equal(20, (int)usage["completion_tokens_details"]!["reasoning_tokens"]!);
        Assert.Equal(25, (int)usage["completion_tokens"]!);
    }

    [Fact]
    public async Task never_compresses_and_tells_request_id_timing_and_limits()
    {
        using var response = await simulator.AskAsync(RunningSimulator.Question("gpt-4o"));

        Assert.Empty(response.Content.Headers.ContentEncoding);
        Assert.StartsWith("req_", response.Headers.GetValues("x-request-id").Single());
        Assert.True(int.TryParse(response.Headers.GetValues("openai-processing-ms").Single(), out _));
        Assert.NotEmpty(response.Headers.GetValues("x-ratelimit-remaining-tokens"));
    }

    [Theory]
    [InlineData("{\"model\":\"gpt-4o\",\"messages\":[", null)]
    [InlineData("{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]} x", null)]
    [InlineData("[]", null)]
    [InlineData("", null)]
    [InlineData("{\"model\":\"gpt-4o\",\"messages\":5}", "invalid_type")]
    [InlineData("{\"model\":\"gpt-4o\",\"messages\":[{}],\"n\":\"two\"}", "invalid_type")]
    [InlineData("{\"model\":\"gpt-4o\"}", "missing_required_parameter")]
    [InlineData("{\"messages\":[{}]}", null)]
    public async Task refuses_a_bad_body_in_the_provider_error_format(string body, string? code)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await simulator.Client.PostAsync("/v1/chat/completions", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        var error = JsonNode.Parse(await response.Content.ReadAsStringAsync())!["error"]!;
        Assert.Equal("invalid_request_error", (string)error["type"]!);
        Assert.Equal(code, (string?)error["code"]);
    }

    [Theory]
    [InlineData("gpt-unknown")]
    [InlineData("gpt-4o+no-such-directive")]
    [InlineData("fault-no-such-directive")]
    public async Task does_not_know_a_model_that_is_not_served(string model)
    {
        using var response = await simulator.AskAsync(RunningSimulator.Question(model));

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("model_not_found", await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task asks_for_a_key()
    {
        using var stranger = new HttpClient { BaseAddress = simulator.Host.Address };
        using var content = new StringContent(RunningSimulator.Question("gpt-4o").ToJsonString());
        using var chat = await stranger.PostAsync("/v1/chat/completions", content);
        using var models = await stranger.GetAsync("/v1/models");

        Assert.Equal(HttpStatusCode.Unauthorized, chat.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, models.StatusCode);
    }

    [Fact]
    public async Task lists_its_models_and_describes_each()
    {
        var list = await simulator.GetAsync("/v1/models");
        var one = await simulator.GetAsync("/v1/models/gpt-4o");

        Assert.Contains("gpt-4o", list.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()));
        Assert.Equal("model", one.GetProperty("object").GetString());
    }
}
