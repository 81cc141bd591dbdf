using OpenAI.Chat;

namespace Gateway.IntegrationTests.Proxy;

/// <summary>The official client does not notice that there is a gateway.</summary>
[Collection<PatientCollection>]
public sealed class OpenAiClientTests(PatientGateway patient)
{
    private const string Arguments = """{"city":"Paris","unit":"celsius"}""";

    private static readonly ChatTool Weather = ChatTool.CreateFunctionTool("get_weather", "The weather", BinaryData.FromString(
        """{"type":"object","properties":{"city":{"type":"string"},"unit":{"enum":["celsius","fahrenheit"]}},"required":["city"]}"""));

    [Fact]
    public async Task completes_a_chat()
    {
        var result = await Client("gpt-4o").CompleteChatAsync("Hello");

        Assert.Equal(ChatFinishReason.Stop, result.Value.FinishReason);
        Assert.NotEmpty(result.Value.Content[0].Text);
        Assert.True(result.GetRawResponse().Headers.TryGetValue(ChatAnswer.CallIdHeader, out var id));
        var record = await RecordedEnd.RecordAsync(patient.Gateway, Guid.Parse(id!));
        Assert.Equal(
            (result.Value.Usage.InputTokenCount, result.Value.Usage.OutputTokenCount),
            (record.GetProperty("inputTokens").GetInt32(), record.GetProperty("outputTokens").GetInt32()));
    }

    [Fact]
    public async Task streams_a_chat_with_usage()
    {
        var updates = await Client("gpt-4o").CompleteChatStreamingAsync("Hello").ToListAsync();

        Assert.NotEmpty(string.Concat(updates.SelectMany(update => update.ContentUpdate).Select(part => part.Text)));
        Assert.Single(updates, update => update.FinishReason == ChatFinishReason.Stop);
        Assert.True(updates.Single(update => update.Usage is not null).Usage.OutputTokenCount > 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task calls_a_tool_and_answers_in_words_when_it_has_the_result(bool stream)
    {
        List<ChatMessage> messages = [new UserChatMessage("What is the weather in Paris?")];
        var call = stream ? await StreamedCallAsync("gpt-4o", messages) : await PlainCallAsync(messages);
        messages.Add(new AssistantChatMessage([call]));
        messages.Add(new ToolChatMessage(call.Id, "sunny"));

        ChatCompletion answer = await Client("gpt-4o").CompleteChatAsync(messages, new ChatCompletionOptions { Tools = { Weather } });

        Assert.Equal(("get_weather", Arguments), (call.FunctionName, call.FunctionArguments.ToString()));
        Assert.Equal(ChatFinishReason.Stop, answer.FinishReason);
    }

    [Fact]
    public async Task streams_two_tool_calls_as_fragments()
    {
        var updates = await ToolUpdatesAsync(OpenAiClientModels.ParallelTools, [new UserChatMessage("Weather?")]);

        var calls = updates.GroupBy(update => update.Index).ToList();
        Assert.Equal(2, calls.Count);
        Assert.All(calls, call => Assert.Equal(Arguments, string.Concat(call.Select(update => update.FunctionArgumentsUpdate?.ToString()))));
        Assert.Equal(2, calls.Select(call => call.First().ToolCallId).Distinct().Count());
    }

    [Fact]
    public async Task lists_the_models()
    {
        var models = await patient.Gateway.OpenAI().GetOpenAIModelClient().GetModelsAsync();

        Assert.Contains("house-model", models.Value.Select(model => model.Id));
    }

    private async Task<ChatToolCall> PlainCallAsync(List<ChatMessage> messages)
    {
        ChatCompletion call = await Client("gpt-4o").CompleteChatAsync(messages, new ChatCompletionOptions { Tools = { Weather } });
        Assert.Equal(ChatFinishReason.ToolCalls, call.FinishReason);
        return Assert.Single(call.ToolCalls);
    }

    private async Task<ChatToolCall> StreamedCallAsync(string model, List<ChatMessage> messages)
    {
        var updates = await ToolUpdatesAsync(model, messages);
        var arguments = string.Concat(updates.Select(update => update.FunctionArgumentsUpdate?.ToString()));
        return ChatToolCall.CreateFunctionToolCall(updates[0].ToolCallId, updates[0].FunctionName, BinaryData.FromString(arguments));
    }

    private async Task<List<StreamingChatToolCallUpdate>> ToolUpdatesAsync(string model, List<ChatMessage> messages)
    {
        var updates = await Client(model).CompleteChatStreamingAsync(messages, new ChatCompletionOptions { Tools = { Weather } }).ToListAsync();
        Assert.Single(updates, update => update.FinishReason == ChatFinishReason.ToolCalls);
        return [.. updates.SelectMany(update => update.ToolCallUpdates)];
    }

    private ChatClient Client(string model) => patient.Gateway.OpenAI().GetChatClient(model);
}
