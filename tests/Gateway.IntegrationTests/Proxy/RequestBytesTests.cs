using System.Text;

namespace Gateway.IntegrationTests.Proxy;

/// <summary>What the provider sees is what the client sent, byte for byte, but for the two splices that the documentation names.</summary>
[Collection<PatientCollection>]
public sealed class RequestBytesTests(PatientGateway patient)
{
    private const string Usage = "\"include_usage\":true";
    private const string Options = "\"stream_options\":{\"include_usage\":true},";

    public static TheoryData<string> Untouched { get; } =
    [
        """{"model":"scripted","messages":[]}""",
        " \r\n\t{ \"model\"\t:\r\n\"scripted\" , \"messages\" : [ ] , \"stream\" : false }\n\n ",
        """{"messages":[{"role":"user","content":"one"}],"messages":[{"role":"user","content":"two"}],"model":"scripted"}""",
        """{"mod\u0065l":"scr\u0069pted","messages":[{"role":"user","content":"\u00e9\ud83d\ude00 \ud800 \u0000 \/"}]}""",
        """{"model":"scripted","x":1e400,"y":-0.0,"z":12345678901234567890123456789,"stream_options":null,"cache_control":{"type":"ephemeral"},"":{}}""",
        """{"model":"scripted","messages":[],"stream":true,"stream_options":{"include_usage":true,"include_obfuscation":false}}""",
        """{"model":"scripted","content":"é漢😀"}""",
    ];

    public static TheoryData<string, string> Spliced { get; } = new()
    {
        { """{"model":"scripted","stream":true}""", $$"""{{{Options}}"model":"scripted","stream":true}""" },
        { "\n{\n  \"stream\": true,\n  \"model\": \"scripted\" }\n", $"\n{{{Options}\n  \"stream\": true,\n  \"model\": \"scripted\" }}\n" },
        { """{"model":"scripted","stream":true,"stream_options":{}}""", $$$"""{"model":"scripted","stream":true,"stream_options":{{{{Usage}}}}}""" },
        { """{"model":"scripted","stream":true,"stream_options": null }""", $$$"""{"model":"scripted","stream":true,"stream_options": {{{{Usage}}}} }""" },
        { """{"stream_options":{ "include_usage" : false },"model":"scripted","stream":true}""", """{"stream_options":{ "include_usage" : true },"model":"scripted","stream":true}""" },
        { """{"stream":true,"stream_options":{ "x":1},"model":"scripted"}""", $$"""{"stream":true,"stream_options":{{{Usage}}, "x":1},"model":"scripted"}""" },
        { """{"stream":false,"stream":true,"model":"scripted"}""", $$"""{{{Options}}"stream":false,"stream":true,"model":"scripted"}""" },
    };

    [Theory]
    [MemberData(nameof(Untouched))]
    public async Task a_body_that_needs_no_change_is_not_changed(string body)
    {
        patient.Provider.Answer(200, "{}");
        await patient.Caller.SendAsync(body);

        Assert.Equal(body, Encoding.UTF8.GetString(patient.Provider.Last.Body));
    }

    [Theory]
    [MemberData(nameof(Spliced))]
    public async Task a_stream_is_made_to_report_its_usage(string body, string expected)
    {
        patient.Provider.Stream("data: [DONE]\n\n");
        await patient.Caller.SendAsync(body);

        Assert.Equal(expected, Encoding.UTF8.GetString(patient.Provider.Last.Body));
    }

    [Theory]
    [InlineData("""{"model":"house-model","messages":[{"role":"user","content":"Hi"}]}""", """{"model":"gpt-4o","messages":[{"role":"user","content":"Hi"}]}""")]
    [InlineData(
        """{ "messages":[{"role":"user","content":"Hi"}],"model" : "hous\u0065-model" }""",
        """{ "messages":[{"role":"user","content":"Hi"}],"model" : "gpt-4o" }""")]
    [InlineData(
        """{"messages":[{"role":"user","content":"house-model"}],"stream":true,"model":"house-model"}""",
        """{"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"house-model"}],"stream":true,"model":"gpt-4o"}""")]
    public async Task a_target_is_asked_for_its_own_model(string body, string expected)
    {
        var answer = await patient.Caller.SendAsync(body);

        Assert.Equal((200, "gpt-4o"), (answer.Status, answer.Header("x-gateway-model")));
        Assert.Equal(Sha256.Of(Encoding.UTF8.GetBytes(expected)), (await patient.ServedAsync(answer.Marker)).BodySha256);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task a_large_body_arrives_as_it_was_sent(bool chunked)
    {
        var text = new string('a', PatientGateway.MaxBodyBytes - 100);
        var body = Encoding.UTF8.GetBytes($$"""{"model":"gpt-4o","messages":[{"role":"user","content":"{{text}}"}]}""");
        var request = ChatCaller.Request(body);
        request.Headers.TransferEncodingChunked = chunked;
        var answer = await patient.Caller.SendAsync(request);

        Assert.Equal((200, Sha256.Of(body)), (answer.Status, (await patient.ServedAsync(answer.Marker)).BodySha256));
        Assert.Equal(body.Length, (await RecordedEnd.RecordAsync(patient.Gateway, answer.CallId)).GetProperty("requestBytes").GetInt32());
    }
}
