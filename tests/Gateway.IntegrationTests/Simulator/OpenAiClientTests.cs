using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;

namespace Gateway.IntegrationTests.Simulator;

/// <summary>The official client sees a provider.</summary>
public sealed class OpenAiClientTests(RunningSimulator simulator) : IClassFixture<RunningSimulator>
{
    private static readonly ChatTool Weather = ChatTool.CreateFunctionTool("get_weather", "The weather", BinaryData.FromString(
        """{"type":"object","properties":{"city":{"type":"string"},"unit":{"enum":["celsius","fahrenheit"]}},"required":["city"]}"""));

    [Fact]
    public async Task completes_a_chat()
    {
        ChatCompletion completion = await Client("gpt-4o").CompleteChatAsync("Hello");

        Assert.Equal(ChatFinishReason.Stop, completion.FinishReason);
        Assert.NotEmpty(completion.Content[0].Text);
        Assert.Equal(completion.Usage.InputTokenCount + completion.Usage.OutputTokenCount, completion.Usage.TotalTokenCount);
    }

    [Fact]
    public async Task streams_a_chat_with_usage()
    {
        var updates = await Client("sim-tokens-40").CompleteChatStreamingAsync("Hello").ToListAsync();

        Assert.Equal(40, updates.Count(update => update.ContentUpdate.Any(part => part.Text.Length > 0)));
        Assert.Equal(40, updates.Single(update => update.Usage is not null).Usage.OutputTokenCount);
    }

    [Fact]
    public async Task calls_a_tool_and_answers_in_words_when_it_has_the_result()
    {
        var client = Client("gpt-4o");
        var options = new ChatCompletionOptions { Tools = { Weather } };
        List<ChatMessage> messages = [new UserChatMessage("What is the weather in Paris?")];

        ChatCompletion call = await client.CompleteChatAsync(messages, options);
        messages.Add(new AssistantChatMessage(call));
        messages.Add(new ToolChatMessage(call.ToolCalls[0].Id, "sunny"));
        ChatCompletion answer = await client.CompleteChatAsync(messages, options);

        Assert.Equal(ChatFinishReason.ToolCalls, call.FinishReason);
        Assert.Equal("get_weather", call.ToolCalls[0].FunctionName);
        Assert.Equal("""{"city":"Paris","unit":"celsius"}""", call.ToolCalls[0].FunctionArguments.ToString());
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
    }

    [Fact]
    public async Task streams_two_tool_calls_as_fragments()
    {
        var options = new ChatCompletionOptions { Tools = { Weather } };

        var updates = await Client("sim-parallel-tools-2").CompleteChatStreamingAsync([new UserChatMessage("Weather?")], options).ToListAsync();

        var calls = updates.SelectMany(update => update.ToolCallUpdates).GroupBy(call => call.Index).ToList();
        Assert.Equal(2, calls.Count);
        Assert.All(calls, call => Assert.Equal(
            """{"city":"Paris","unit":"celsius"}""", string.Concat(call.Select(update => update.FunctionArgumentsUpdate?.ToString()))));
        Assert.Equal(2, calls.Select(call => call.First().ToolCallId).Distinct().Count());
    }

    [Fact]
    public async Task uses_no_tool_when_it_must_not()
    {
        var options = new ChatCompletionOptions { Tools = { Weather }, ToolChoice = ChatToolChoice.CreateNoneChoice() };

        ChatCompletion answer = await Client("gpt-4o").CompleteChatAsync([new UserChatMessage("Weather?")], options);

        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
    }

    [Fact]
    public async Task retries_after_a_limited_fault()
    {
        ChatCompletion completion = await Client("fault-429;retry-after-ms=1;times=2", retries: 3).CompleteChatAsync("Hello");

        Assert.NotEmpty(completion.Content[0].Text);
    }

    [Fact]
    public async Task reports_an_error_status()
    {
        var exception = await Assert.ThrowsAsync<ClientResultException>(() => Client("fault-400").CompleteChatAsync("Hello"));

        Assert.Equal(400, exception.Status);
    }

    private ChatClient Client(string model, int retries = 0) => new(
        model,
        new ApiKeyCredential("sk-test"),
        new OpenAIClientOptions { Endpoint = simulator.Host.BaseUrl, RetryPolicy = new ClientRetryPolicy(retries) });
}
