namespace Gateway.IntegrationTests.Proxy;

/// <summary>A stream that does not end as it should ends in an error event for the client, and in one failure for the record.</summary>
[Collection<PatientCollection>]
public sealed class BrokenStreamTests(PatientGateway patient)
{
    private const string Chunk = """data: {"id":"c1","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{"content":"Hello"},"finish_reason":null}]}""";
    private const string Finish = """data: {"id":"c1","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";
    private const string Error = """data: {"error":{"message":"Too much","type":"server_error","param":null,"code":"overloaded"}}""";
    private const string Done = "data: [DONE]\n\n";

    [Theory]
    [InlineData("cut-3")]
    [InlineData("cut-3,crlf")]
    [InlineData("cut-3,comments,one-byte")]
    public async Task tells_the_client_when_the_provider_cuts_a_stream(string fault)
    {
        var answer = await patient.Caller.AskAsync("gpt-4o", stream: true, fault);

        Assert.Equal((200, true), (answer.Status, answer.IsWhole));
        AssertEndsInError(answer, "upstream_interrupted");
        Assert.Equal(4, answer.Text.Split("data: ").Length - 1);
        Assert.Equal(new RecordedEnd("FAILED", 200, "upstream_interrupted", Interrupted: true), await patient.EndOfAsync(answer.CallId));
    }

    [Theory]
    [InlineData("cut-headers", 502, "upstream_unreachable")]
    [InlineData("empty", 502, "upstream_interrupted")]
    public async Task answers_with_an_error_when_a_stream_never_began(string fault, int status, string reason)
    {
        var answer = await patient.Caller.AskAsync("gpt-4o", stream: true, fault);

        Assert.Equal((status, reason, "application/json"), (answer.Status, answer.ErrorCode, answer.Header("content-type")));
        Assert.Equal(new RecordedEnd("FAILED", status, reason), await patient.EndOfAsync(answer.CallId));
    }

    [Theory]
    [InlineData("error-first", false)]
    [InlineData("error-event-2", true)]
    public async Task passes_the_providers_error_event_on_as_it_is(string fault, bool interrupted)
    {
        var answer = await patient.Caller.AskAsync("gpt-4o", stream: true, fault);
        var served = await patient.ServedAsync(answer.Marker);

        Assert.Equal((200, served.AnswerSha256), (answer.Status, Sha256.Of(answer.Bytes)));
        Assert.Contains("\"type\":\"server_error\"", answer.Text, StringComparison.Ordinal);
        Assert.Equal(new RecordedEnd("FAILED", 200, "upstream_error", interrupted), await patient.EndOfAsync(answer.CallId));
        Assert.Equal("server_error", (await RecordedEnd.RecordAsync(patient.Gateway, answer.CallId)).GetProperty("providerErrorCode").GetString());
    }

    [Theory]
    [InlineData("garbage-2", "COMPLETED", null)]
    [InlineData("invalid-json-2", "FAILED", "upstream_malformed")]
    public async Task passes_on_what_it_does_not_understand(string fault, string status, string? reason)
    {
        var answer = await patient.Caller.AskAsync("gpt-4o", stream: true, fault + ",no-usage");
        var served = await patient.ServedAsync(answer.Marker);

        Assert.Equal(served.AnswerSha256, Sha256.Of(answer.Bytes));
        Assert.Equal(new RecordedEnd(status, 200, reason, Interrupted: reason is not null), await patient.EndOfAsync(answer.CallId));
    }

    [Theory]
    [InlineData("\n\n")]
    [InlineData("\n")]
    [InlineData("")]
    public async Task keeps_its_error_event_apart_from_a_last_event_without_a_blank_line(string ending)
    {
        patient.Provider.Stream(Chunk + ending);
        var answer = await patient.Caller.AskAsync(ProxyFixture.Scripted, stream: true);

        AssertEndsInError(answer, "upstream_interrupted");
        Assert.StartsWith(Chunk + "\n", answer.Text);
        Assert.Equal(new RecordedEnd("FAILED", 200, "upstream_interrupted", Interrupted: true), await patient.EndOfAsync(answer.CallId));
    }

    [Theory]
    [InlineData("data: {\"id\":\"c1\",\"choices\":[{\"ind")]
    [InlineData("data: [DO")]
    public async Task drops_an_event_that_was_cut_in_the_middle(string half)
    {
        patient.Provider.Stream(Chunk + "\n\n" + half);
        var answer = await patient.Caller.AskAsync(ProxyFixture.Scripted, stream: true);

        AssertEndsInError(answer, "upstream_interrupted");
        Assert.DoesNotContain(half, answer.Text, StringComparison.Ordinal);
        Assert.Equal(new RecordedEnd("FAILED", 200, "upstream_interrupted", Interrupted: true), await patient.EndOfAsync(answer.CallId));
    }

    [Theory]
    [InlineData(Chunk + "\n\n" + Finish + "\n\n" + Done, "COMPLETED", null)]
    [InlineData(Chunk + "\n\n" + Error + "\n\n", "FAILED", "upstream_error")]
    public async Task does_not_wait_for_a_provider_that_never_closes_after_the_end(string events, string status, string? reason)
    {
        patient.Provider.Script = async exchange =>
        {
            await exchange.SendAsync(ScriptedProvider.Head(200, "Content-Type: text/event-stream") + events);
            await exchange.UntilLeftAsync();
        };
        var answer = await patient.Caller.AskAsync(ProxyFixture.Scripted, stream: true).WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal(events, answer.Text);
        Assert.Equal(new RecordedEnd(status, 200, reason, Interrupted: reason is not null), await patient.EndOfAsync(answer.CallId));
    }

    [Fact]
    public async Task takes_a_reason_to_finish_for_the_end_when_done_is_missing()
    {
        patient.Provider.Stream(Chunk + "\n\n" + Finish + "\n\n");
        var answer = await patient.Caller.AskAsync(ProxyFixture.Scripted, stream: true);

        Assert.Equal(Chunk + "\n\n" + Finish + "\n\n", answer.Text);
        Assert.Equal(new RecordedEnd("COMPLETED", 200), await patient.EndOfAsync(answer.CallId));
    }

    private static void AssertEndsInError(ChatAnswer answer, string code)
    {
        Assert.True(answer.IsWhole);
        var last = answer.Text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries)[^1].TrimStart('\n');
        Assert.Matches("^data: {\"error\":{\"message\":\"[^\"]+\",\"type\":\"server_error\",\"param\":null,\"code\":\"" + code + "\"}}$", last);
        Assert.DoesNotContain("[DONE]", answer.Text, StringComparison.Ordinal);
    }
}
