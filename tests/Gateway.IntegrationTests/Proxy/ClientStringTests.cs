using System.Text;
using System.Text.Json;

namespace Gateway.IntegrationTests.Proxy;

/// <summary>Whatever a client or a provider calls things, the call works, the event can be stored, and the views go on.</summary>
[Collection<PatientCollection>]
public sealed class ClientStringTests(PatientGateway patient)
{
    private static readonly string Long = new('n', 10_000);

    [Theory]
    [InlineData("x-gateway-session", "session")]
    [InlineData("x-gateway-agent", "agent")]
    [InlineData("x-gateway-classification", "classification")]
    public async Task a_long_name_is_cut(string header, string member)
    {
        var received = await ReceivedAsync((header, Long));

        Assert.Equal((Long[..256], "True"), (received.GetProperty(member).GetString(), received.GetProperty("sanitised").ToString()));
    }

    [Fact]
    public async Task a_user_is_one_subject_however_long_the_name_and_wherever_it_stands()
    {
        var inHeader = await ReceivedAsync(("x-gateway-user", Long));
        var answer = await patient.Caller.SendAsync($$"""{"model":"gpt-4o","user":"{{Long}}","messages":[{"role":"user","content":"Hi"}]}""");
        var inBody = (await patient.Gateway.EndedAsync(answer.CallId))[0].Data;

        Assert.Equal(inHeader.GetProperty("subject").GetGuid(), inBody.GetProperty("subject").GetGuid());
        Assert.True(inBody.GetProperty("sanitised").GetBoolean());
    }

    [Theory]
    [InlineData("x-gateway-user", "somebody new")]
    [InlineData("x-gateway-parent-call", "not-a-guid")]
    [InlineData("User-Agent", "agent/1.0 (\\u0000)")]
    public async Task what_is_personal_or_of_no_use_is_not_in_clear(string header, string value)
    {
        var received = await ReceivedAsync((header, value));

        Assert.DoesNotContain(value, received.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task tags_are_read_percent_decoded_and_bounded()
    {
        var tags = string.Join(',', Enumerable.Range(0, 40).Select(i => $"k{i}=v{i}"));
        var odd = $"feature=search%2Cfast%20%E6%BC%A2 , =empty, nothing, nul=a%00b, half=%ED%A0%80, long={Long[..300]}";
        var received = await ReceivedAsync(("x-gateway-tags", $"{odd},{tags}"));
        var stored = received.GetProperty("tags");

        Assert.Equal(32, stored.EnumerateObject().Count());
        Assert.Equal(("search,fast 漢", "ab", 256), (Text(stored, "feature"), Text(stored, "nul"), Text(stored, "long")!.Length));
        Assert.True(received.GetProperty("sanitised").GetBoolean());
    }

    [Theory]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", "0af7651916cd43dd8448eb211c80319c")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01", null)]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01", null)]
    [InlineData("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01", null)]
    [InlineData("nonsense", null)]
    public async Task a_trace_is_kept_only_if_it_is_one(string traceparent, string? trace)
    {
        var received = await ReceivedAsync(("traceparent", traceparent));

        Assert.Equal(trace, Text(received, "traceId"));
        Assert.Equal(trace is null ? null : "b7ad6b7169203331", Text(received, "parentSpanId"));
    }

    [Theory]
    [InlineData("gpt-4o\\u0000", "gpt-4o")]
    [InlineData("\\ud83d\\ude00", "😀")]
    [InlineData("<LONG>", "<LONG>")]
    public async Task a_model_of_any_name_is_recorded_as_unknown(string model, string recorded)
    {
        var answer = await patient.Caller.AskAsync(model.Replace("<LONG>", Long, StringComparison.Ordinal));

        Assert.Equal((404, "model_not_found"), (answer.Status, answer.ErrorCode));
        Assert.Equal(new RecordedEnd("DENIED", 404, "model_not_found"), await patient.EndOfAsync(answer.CallId));
        Assert.Equal(
            recorded.Replace("<LONG>", Long[..256], StringComparison.Ordinal),
            (await RecordedEnd.RecordAsync(patient.Gateway, answer.CallId)).GetProperty("requestedModel").GetString());
    }

    [Theory]
    [InlineData("\"user\":\"a\\u0000b\",")]
    [InlineData("\"safety_identifier\":\"\\ud83d\\ude00\",")]
    [InlineData("\"metadata\":{\"half\":\"\\ud800\",\"nul\":\"\\u0000\"},")]
    [InlineData("\"user\":17,")]
    public async Task any_end_user_and_any_content_may_call(string members)
    {
        patient.Provider.Answer(200, "{\"choices\":[]}");
        var answer = await patient.Caller.SendAsync(ChatCaller.Body(ProxyFixture.Scripted, members));

        Assert.Equal(new RecordedEnd("COMPLETED", 200), await patient.EndOfAsync(answer.CallId));
    }

    [Theory]
    [InlineData("""{"id":"a\u0000b","model":"m\u0000","service_tier":"\ud83d\ude00","choices":[{"index":0,"finish_reason":"st\u0000op","message":{"content":"\ud800"}}]}""")]
    [InlineData("""{"id":"a","model":"m","choices":[{"index":99999999999,"finish_reason":"<LONG>"}],"usage":{"prompt_tokens":1,"x":"\u0000","y":1e999}}""")]
    public async Task a_provider_may_call_things_what_it_likes(string template)
    {
        var body = template.Replace("<LONG>", Long, StringComparison.Ordinal);
        patient.Provider.Answer(200, body);
        var answer = await patient.Caller.AskAsync(ProxyFixture.Scripted);

        Assert.Equal((200, body), (answer.Status, answer.Text));
        Assert.Equal(new RecordedEnd("COMPLETED", 200), await patient.EndOfAsync(answer.CallId));
        Assert.True((await RecordedEnd.RecordAsync(patient.Gateway, answer.CallId)).GetProperty("sanitised").GetBoolean());
    }

    private static string? Text(JsonElement element, string member) => element.TryGetProperty(member, out var value) ? value.GetString() : null;

    private async Task<JsonElement> ReceivedAsync(params (string Name, string Value)[] headers)
    {
        using var request = ChatCaller.Question("gpt-4o");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(value)));
        var answer = await patient.Caller.SendAsync(request);

        Assert.Equal(200, answer.Status);
        Assert.Equal(new RecordedEnd("COMPLETED", 200), await patient.EndOfAsync(answer.CallId));
        return (await patient.Gateway.EventsAsync(answer.CallId))[0].Data;
    }
}
