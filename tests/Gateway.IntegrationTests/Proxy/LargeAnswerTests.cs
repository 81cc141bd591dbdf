namespace Gateway.IntegrationTests.Proxy;

/// <summary>An answer that is too large to be held whole is passed on as it comes, and its end is held until the outcome is on record.</summary>
[Collection<PatientCollection>]
public sealed class LargeAnswerTests(PatientGateway patient)
{
    private static readonly string Half = new('x', PatientGateway.MaxBufferedAnswerBytes);

    [Theory]
    [InlineData("huge-300000")]
    [InlineData("huge-70000,one-byte")]
    public async Task a_large_plain_answer_is_the_providers_and_its_usage_is_estimated(string fault)
    {
        var answer = await patient.Caller.AskAsync("gpt-4o", stream: false, fault);

        Assert.Equal((await patient.ServedAsync(answer.Marker)).AnswerSha256, Sha256.Of(answer.Bytes));
        Assert.Equal(new RecordedEnd("COMPLETED", 200), await patient.EndOfAsync(answer.CallId));
        Assert.Equal("ESTIMATED", (await RecordedEnd.RecordAsync(patient.Gateway, answer.CallId)).GetProperty("usageState").GetString());
    }

    [Fact]
    public async Task a_large_stream_is_the_providers_and_its_usage_is_reported()
    {
        using var request = ChatCaller.Request(ChatCaller.Body("gpt-4o", "\"stream\":true,\"stream_options\":{\"include_usage\":true},"));
        request.Headers.Add(ChatCaller.FaultHeader, "huge-3000000");
        var answer = await patient.Caller.SendAsync(request);

        Assert.Equal((await patient.ServedAsync(answer.Marker)).AnswerSha256, Sha256.Of(answer.Bytes));
        Assert.Equal(new RecordedEnd("COMPLETED", 200), await patient.EndOfAsync(answer.CallId));
        Assert.Equal("REPORTED", (await RecordedEnd.RecordAsync(patient.Gateway, answer.CallId)).GetProperty("usageState").GetString());
    }

    [Fact]
    public async Task a_large_error_is_passed_on_and_fails_the_call()
    {
        patient.Provider.Answer(500, Half + Half + "end", "Content-Type: text/plain");
        var answer = await patient.Caller.AskAsync(ProxyFixture.Scripted);

        Assert.Equal((500, Half + Half + "end"), (answer.Status, answer.Text));
        Assert.Equal(new RecordedEnd("FAILED", 500, "upstream_error"), await patient.EndOfAsync(answer.CallId));
    }

    [Fact]
    public async Task a_large_answer_that_is_cut_does_not_end_cleanly()
    {
        patient.Provider.Script = exchange => exchange.SendAsync(ScriptedProvider.Head(200, "Content-Length: 1000000") + Half + Half + Half);
        var answer = await patient.Caller.AskAsync(ProxyFixture.Scripted);

        Assert.Equal((200, false), (answer.Status, answer.IsWhole));
        Assert.Equal(new RecordedEnd("FAILED", 200, "upstream_interrupted", Interrupted: true), await patient.EndOfAsync(answer.CallId));
    }

    [Fact]
    public async Task a_large_answer_that_is_cut_before_any_of_it_was_passed_on_is_an_error()
    {
        patient.Provider.Script = exchange => exchange.SendAsync(ScriptedProvider.Head(200, "Content-Length: 1000000", "Content-Encoding: none") + Half);
        var answer = await patient.Caller.AskAsync(ProxyFixture.Scripted);

        Assert.Equal((502, "upstream_interrupted"), (answer.Status, answer.ErrorCode));
        Assert.Equal((null, "application/json"), (answer.Header("content-encoding"), answer.Header("content-type")));
        Assert.Equal(new RecordedEnd("FAILED", 502, "upstream_interrupted"), await patient.EndOfAsync(answer.CallId));
    }

    [Fact]
    public async Task an_event_that_never_ends_is_given_up()
    {
        var piece = new string('x', 1024 * 1024);
        patient.Provider.Script = async exchange =>
        {
            await exchange.SendAsync(ScriptedProvider.Head(200, "Content-Type: text/event-stream") + "data: ");
            for (var sent = 0; sent < 40; sent++)
                await exchange.SendAsync(piece);
        };
        var answer = await patient.Caller.AskAsync(ProxyFixture.Scripted, stream: true);

        Assert.Equal((502, "upstream_malformed"), (answer.Status, answer.ErrorCode));
        Assert.Equal(new RecordedEnd("FAILED", 502, "upstream_malformed"), await patient.EndOfAsync(answer.CallId));
    }
}
