using System.ClientModel;
using System.Text.Json;
using OpenAI.Chat;

namespace Gateway.IntegrationTests.Proxy;

/// <summary>The official client sees errors, of the gateway and of the provider, as it expects them, and tries again when it should.</summary>
[Collection<PatientCollection>]
public sealed class OpenAiClientErrorTests(PatientGateway patient)
{
    [Fact]
    public async Task reports_a_key_that_is_unknown()
    {
        var error = await FailsAsync("gpt-4o", "gw-unknown-key");

        Assert.Equal((401, "invalid_api_key"), (error.Status, CodeOf(error)));
    }

    [Theory]
    [InlineData("no-such-model", 404, "model_not_found")]
    [InlineData(OpenAiClientModels.Invalid, 400, null)]
    [InlineData(OpenAiClientModels.Refused, 401, "invalid_api_key")]
    [InlineData(OpenAiClientModels.Broken, 500, null)]
    [InlineData("dead-end", 502, "upstream_unreachable")]
    [InlineData("all-overloaded", 429, "rate_limit_exceeded")]
    public async Task reports_the_status_and_the_code(string model, int status, string? code)
    {
        var error = await FailsAsync(model);

        Assert.Equal((status, code), (error.Status, CodeOf(error)));
        Assert.True(error.GetRawResponse()!.Headers.TryGetValue(ChatAnswer.CallIdHeader, out var id));
        var end = await patient.EndOfAsync(Guid.Parse(id!));
        Assert.Equal(status, end.HttpStatus);
    }

    [Fact]
    public async Task is_never_told_that_a_stream_that_was_cut_has_finished()
    {
        var updates = new List<StreamingChatCompletionUpdate>();
        await Record.ExceptionAsync(async () =>
        {
            await foreach (var update in Client(OpenAiClientModels.Cut).CompleteChatStreamingAsync("Hello"))
                updates.Add(update);
        });

        Assert.NotEmpty(updates);
        Assert.DoesNotContain(updates, update => update.FinishReason is not null || update.Usage is not null);
    }

    [Theory]
    [InlineData(OpenAiClientModels.RateLimitedTwice, 429, 2)]
    [InlineData(OpenAiClientModels.OverloadedOnce, 503, 1)]
    public async Task tries_again_and_each_try_is_a_call_of_its_own(string model, int status, int failures)
    {
        ChatCompletion completion = await Client(model, retries: 3).CompleteChatAsync("Hello");

        Assert.NotEmpty(completion.Content[0].Text);
        var ends = new List<RecordedEnd>();
        foreach (var call in await CallsOfAsync(model))
            ends.Add(await patient.EndOfAsync(call));
        Assert.Equal([.. Enumerable.Repeat(new RecordedEnd("FAILED", status, "upstream_error"), failures), new RecordedEnd("COMPLETED", 200)], ends);
    }

    private static string? CodeOf(ClientResultException error) =>
        JsonElement.Parse(error.GetRawResponse()!.Content).GetProperty("error").GetProperty("code").GetString();

    private Task<ClientResultException> FailsAsync(string model, string? key = null) =>
        Assert.ThrowsAsync<ClientResultException>(() => Client(model, key).CompleteChatAsync("Hello"));

    private ChatClient Client(string model, string? key = null, int retries = 0) => patient.Gateway.OpenAI(key, retries: retries).GetChatClient(model);

    private async Task<IReadOnlyList<Guid>> CallsOfAsync(string model)
    {
        await using var command = patient.Gateway.Database.CreateCommand("select stream_id from gateway.mt_events where data ->> 'requestedModel' = $1 order by seq_id");
        command.Parameters.AddWithValue(model);
        await using var reader = await command.ExecuteReaderAsync();
        var calls = new List<Guid>();
        while (await reader.ReadAsync())
            calls.Add(reader.GetGuid(0));
        return calls;
    }
}
