using System.Text;
using Gateway.Testing;

namespace Gateway.IntegrationTests.Proxy;

/// <summary>A body that is no question is refused, recorded, and never seen by a provider.</summary>
[Collection<PatientCollection>]
public sealed class MalformedRequestTests(PatientGateway patient)
{
    public static TheoryData<string, string> Bodies { get; } = new()
    {
        { "", "malformed_json" },
        { "null", "malformed_json" },
        { "[]", "malformed_json" },
        { "\"gpt-4o\"", "malformed_json" },
        { "{\"model\":\"gpt-4o\"", "malformed_json" },
        { "{\"model\":\"gpt-4o\",}", "malformed_json" },
        { "{'model':'gpt-4o'}", "malformed_json" },
        { "{\"model\":\"gpt-4o\"} {}", "malformed_json" },
        { "{\"model\":\"gpt-4o\"}\0", "malformed_json" },
        { "\uFEFF{\"model\":\"gpt-4o\"}", "malformed_json" },
        { "{\"model\":\"gpt-4o\",\"x\":01}", "malformed_json" },
        { "{\"model\":\"\\ud800\"}", "malformed_json" },
        { "{\"model\":\"gpt-4o\",\"user\":\"\\udc00\"}", "malformed_json" },
        { "{\"model\":\"gpt-4o\",\"messages\":" + new string('[', 100_000), "malformed_json" },
        { "{\"model\":\"gpt-4o\",\"messages\":" + new string('[', 200) + new string(']', 200) + "}", "malformed_json" },
        { "{}", "missing_model" },
        { "{\"messages\":[]}", "missing_model" },
        { "{\"model\":\"\"}", "missing_model" },
        { "{\"Model\":\"gpt-4o\"}", "ambiguous_model" },
        { "{\"model\":\"gpt-4o-mini\",\"messages\":[],\"model\":\"gpt-4o\"}", "ambiguous_model" },
        { "{\"model\":null}", "invalid_model" },
        { "{\"model\":4}", "invalid_model" },
        { "{\"model\":{\"model\":\"gpt-4o\"}}", "invalid_model" },
        { "{\"model\":\"gpt-4o\",\"stream\":\"true\"}", "invalid_stream" },
        { "{\"model\":\"gpt-4o\",\"stream\":1}", "invalid_stream" },
        { "{\"model\":\"gpt-4o\",\"stream_options\":true}", "invalid_stream_options" },
        { "{\"model\":\"gpt-4o\",\"stream\":true,\"stream_options\":{\"include_usage\":\"yes\"}}", "invalid_stream_options" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public Task is_refused(string body, string code) => IsRefusedAsync(Encoding.UTF8.GetBytes(body), code);

    [Theory]
    [InlineData("{\"model\":\"gpt-\u00ff\"}")]
    [InlineData("{\"model\":\"gpt-4o\",\"messages\":[{\"role\":\"user\",\"content\":\"\u00c3\u0028\"}]}")]
    [InlineData("{\"model\":\"gpt-4o\",\"\u00fe\":1}")]
    [InlineData("{\"model\":\"gpt-4o\",\"x\":\"\u00ed\u00a0\u0080\"}")]
    public Task is_refused_when_it_is_no_utf8(string latin1) => IsRefusedAsync(Encoding.Latin1.GetBytes(latin1), "malformed_json");

    [Fact]
    public async Task is_refused_when_its_framing_is_broken()
    {
        var answer = await RawCaller.SendAsync(
            patient.Gateway.Node.Address,
            $"POST /v1/chat/completions HTTP/1.1\r\nHost: gateway\r\nAuthorization: Bearer {TestSecrets.Key}\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{{}}\r\n");

        Assert.Equal((400, "malformed_body"), (answer.Status, answer.ErrorCode));
        Assert.Equal(new RecordedEnd("DENIED", 400, "malformed_body"), await patient.EndOfAsync(answer.CallId));
    }

    private async Task IsRefusedAsync(byte[] body, string code)
    {
        var answer = await patient.Caller.SendAsync(ChatCaller.Request(body));

        Assert.Equal((400, code), (answer.Status, answer.ErrorCode));
        Assert.Equal("invalid_request_error", answer.Json.GetProperty("error").GetProperty("type").GetString());
        Assert.Equal(new RecordedEnd("DENIED", 400, code), await patient.EndOfAsync(answer.CallId));
        Assert.DoesNotContain(patient.Gateway.Simulator.Requests(), served => served.HeaderMarker == answer.Marker);
    }
}
