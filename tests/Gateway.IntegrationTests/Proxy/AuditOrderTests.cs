namespace Gateway.IntegrationTests.Proxy;

/// <summary>Nothing leaves before the call is on record, and nothing is finished before its outcome is.</summary>
[Collection<PatientCollection>]
public sealed class AuditOrderTests(PatientGateway patient)
{
    private const string Chunk = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Hi\"},\"finish_reason\":\"stop\"}]}\n\n";
    private const string Done = "data: [DONE]\n\n";

    [Fact]
    public async Task the_call_is_on_record_when_the_provider_sees_it()
    {
        string? seen = null;
        using var request = ChatCaller.Question(ProxyFixture.Scripted);
        var marker = ChatCaller.Mark(request);
        request.Headers.Add("x-gateway-session", marker);
        patient.Provider.Script = async exchange =>
        {
            seen = await patient.Gateway.ScalarAsync<string>($"select string_agg(type, ',') from gateway.mt_events where data ->> 'session' = '{marker}'");
            await exchange.SendAsync(ScriptedProvider.Head(200, "Content-Length: 2") + "{}");
        };

        await patient.Caller.SendAsync(request);

        Assert.Equal("call_received", seen);
    }

    [Theory]
    [InlineData("gpt-4o", false, "instant")]
    [InlineData("gpt-4o", true, "instant")]
    [InlineData("gpt-4o", true, "cut-2")]
    [InlineData("gpt-4o", false, "huge-200000")]
    [InlineData("gpt-4o", false, "400")]
    [InlineData("dead-end", false, "instant")]
    [InlineData("no-such-model", false, "instant")]
    public async Task the_outcome_is_on_record_when_the_client_has_the_last_byte(string model, bool stream, string fault)
    {
        var answer = await patient.Caller.AskAsync(model, stream, fault);

        Assert.True((await patient.Gateway.EventsAsync(answer.CallId))[^1].IsTerminal);
    }

    [Fact]
    public async Task each_event_is_passed_on_at_once_and_the_end_only_when_it_is_on_record()
    {
        var goOn = new TaskCompletionSource();
        patient.Provider.Script = async exchange =>
        {
            await exchange.SendAsync(ScriptedProvider.Head(200, "Content-Type: text/event-stream") + Chunk);
            await goOn.Task;
            await exchange.SendAsync(Done);
        };
        using var request = ChatCaller.Question(ProxyFixture.Scripted, stream: true);
        using var response = await patient.Caller.BeginAsync(request);
        await using var body = await response.Content.ReadAsStreamAsync();
        var call = Guid.Parse(response.Headers.GetValues(ChatAnswer.CallIdHeader).Single());

        var first = new byte[Chunk.Length];
        await body.ReadExactlyAsync(first);
        var whileOpen = await patient.Gateway.EventsAsync(call);
        goOn.SetResult();
        var rest = await new StreamReader(body).ReadToEndAsync();

        Assert.Equal((Chunk, Done), (System.Text.Encoding.UTF8.GetString(first), rest));
        Assert.Single(whileOpen);
        Assert.Equal("call_completed", (await patient.Gateway.EventsAsync(call))[^1].Type);
    }
}
