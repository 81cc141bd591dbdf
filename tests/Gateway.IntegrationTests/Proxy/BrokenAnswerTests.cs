using System.Net;

namespace Gateway.IntegrationTests.Proxy;

/// <summary>A plain answer that is an error, is broken or is no answer at all.</summary>
[Collection<PatientCollection>]
public sealed class BrokenAnswerTests(PatientGateway patient)
{
    private const string Completion =
        """{"id":"c1","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hi"},"finish_reason":"stop"}]}""";

    [Theory]
    [InlineData(400)]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(422)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(529)]
    public async Task passes_the_providers_error_on_byte_for_byte(int status)
    {
        foreach (var stream in (bool[])[false, true])
        {
            var answer = await patient.Caller.AskAsync("gpt-4o", stream, $"{status}");
            var served = await patient.ServedAsync(answer.Marker);

            Assert.Equal((status, served.AnswerSha256, "simulator"), (answer.Status, Sha256.Of(answer.Bytes), answer.Header("x-gateway-provider")));
            Assert.Equal(new RecordedEnd("FAILED", status, "upstream_error"), await patient.EndOfAsync(answer.CallId));
        }
    }

    [Fact]
    public async Task passes_an_error_page_on_and_records_its_status()
    {
        var answer = await patient.Caller.AskAsync("gpt-4o", stream: true, "html-502");

        Assert.Equal((502, "text/html"), (answer.Status, answer.Header("content-type")));
        Assert.StartsWith("<html>\r\n", answer.Text);
        Assert.Equal(new RecordedEnd("FAILED", 502, "upstream_error"), await patient.EndOfAsync(answer.CallId));
    }

    [Theory]
    [InlineData("cut", 502, "upstream_interrupted")]
    [InlineData("cut-headers", 502, "upstream_unreachable")]
    public async Task answers_with_an_error_when_the_provider_cuts_its_answer(string fault, int status, string reason)
    {
        var answer = await patient.Caller.AskAsync("gpt-4o", stream: false, fault);

        Assert.Equal((status, reason, true), (answer.Status, answer.ErrorCode, answer.IsWhole));
        Assert.Equal(new RecordedEnd("FAILED", status, reason), await patient.EndOfAsync(answer.CallId));
    }

    [Theory]
    [InlineData(200, "", "upstream_malformed")]
    [InlineData(200, "<html>Sign in to the network</html>", "upstream_malformed")]
    [InlineData(200, "[1,2]", "upstream_malformed")]
    [InlineData(200, """{"id":"c1","choices":[""", "upstream_malformed")]
    [InlineData(200, """{"error":"out of memory"}""", "upstream_error")]
    [InlineData(200, """{"error":{"message":"no","type":"server_error","code":null}}""", "upstream_error")]
    [InlineData(500, "", "upstream_error")]
    public async Task does_not_take_anything_else_for_an_answer(int status, string body, string reason)
    {
        patient.Provider.Answer(status, body, "Content-Type: application/json");
        var answer = await patient.Caller.AskAsync(ProxyFixture.Scripted);

        Assert.Equal((status, body), (answer.Status, answer.Text));
        Assert.Equal(new RecordedEnd("FAILED", status, reason), await patient.EndOfAsync(answer.CallId));
    }

    [Theory]
    [InlineData("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n", 204)]
    [InlineData("HTTP/1.1 205 Reset Content\r\nContent-Length: 0\r\nConnection: close\r\n\r\n", 205)]
    public async Task passes_a_success_without_content_on_as_what_it_is(string wire, int status)
    {
        patient.Provider.Script = exchange => exchange.SendAsync(wire);
        var answer = await patient.Caller.AskAsync(ProxyFixture.Scripted);

        Assert.Equal((status, ""), (answer.Status, answer.Text));
        Assert.Equal(new RecordedEnd("FAILED", status, "upstream_malformed"), await patient.EndOfAsync(answer.CallId));
    }

    [Theory]
    [InlineData("301")]
    [InlineData("302")]
    [InlineData("307")]
    [InlineData("308")]
    [InlineData("304")]
    public async Task follows_no_redirect_and_does_not_pass_it_on(string status)
    {
        patient.Provider.Answer(int.Parse(status), "", $"Location: {patient.Gateway.Simulator.BaseUrl}/chat/completions");
        var answer = await patient.Caller.AskAsync(ProxyFixture.Scripted);

        Assert.Equal((502, "upstream_malformed", null), (answer.Status, answer.ErrorCode, answer.Header("location")));
        Assert.Equal(new RecordedEnd("FAILED", 502, "upstream_malformed"), await patient.EndOfAsync(answer.CallId));
        Assert.DoesNotContain(patient.Gateway.Simulator.Requests(), request => request.HeaderMarker == answer.Marker);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("APPLICATION/JSON; charset=utf-8")]
    [InlineData("nonsense;;")]
    public async Task reads_an_answer_whatever_type_it_claims(string type)
    {
        patient.Provider.Answer(200, Completion, "Content-Type: " + type);
        var answer = await patient.Caller.AskAsync(ProxyFixture.Scripted);

        Assert.Equal((Completion, type), (answer.Text, answer.Response.Content.Headers.NonValidated["Content-Type"].ToString()));
        Assert.Equal(new RecordedEnd("COMPLETED", 200), await patient.EndOfAsync(answer.CallId));
    }

    [Theory]
    [InlineData("Text/Event-Stream")]
    [InlineData("text/plain")]
    [InlineData("text/event-stream;;charset")]
    public async Task reads_a_stream_whatever_type_it_claims(string type)
    {
        var answer = await patient.Caller.AskAsync("gpt-4o", stream: true, $"content-type;value={type}");

        Assert.EndsWith("data: [DONE]\n\n", answer.Text);
        Assert.DoesNotContain("\"usage\":{", answer.Text, StringComparison.Ordinal);
        Assert.Equal(new RecordedEnd("COMPLETED", 200), await patient.EndOfAsync(answer.CallId));
    }

    [Fact]
    public async Task waits_for_the_answer_behind_what_is_only_informational()
    {
        patient.Provider.Script = exchange => exchange.SendAsync(
            "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n"
            + ScriptedProvider.Head(200, $"Content-Length: {Completion.Length}") + Completion);
        var answer = await patient.Caller.AskAsync(ProxyFixture.Scripted);

        Assert.Equal((200, Completion, null), (answer.Status, answer.Text, answer.Header("link")));
        Assert.Equal(new RecordedEnd("COMPLETED", 200), await patient.EndOfAsync(answer.CallId));
    }

    [Theory]
    [InlineData("HTTP/1.1 200")]
    [InlineData("this is not HTTP\r\n\r\n")]
    [InlineData("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")]
    public async Task answers_with_an_error_when_the_provider_does_not_speak_http(string wire)
    {
        patient.Provider.Script = exchange => exchange.SendAsync(wire);
        var answer = await patient.Caller.AskAsync(ProxyFixture.Scripted);
        var end = await patient.EndOfAsync(answer.CallId);

        Assert.Equal(HttpStatusCode.BadGateway, answer.Response.StatusCode);
        Assert.Equal(new RecordedEnd("FAILED", 502, answer.ErrorCode), end);
        Assert.Contains(end.Reason, (string[])["upstream_unreachable", "upstream_interrupted"]);
    }
}
