using System.Text;
using Gateway.Ingress.Providers.OpenAI;

namespace Gateway.UnitTests.Providers.OpenAI;

public sealed class ChatRequestTests
{
    [Theory]
    [InlineData("""{"model":"m","stream":true}""", """{"stream_options":{"include_usage":true},"model":"m","stream":true}""")]
    [InlineData("""{ "stream": true, "model": "m" }""", """{"stream_options":{"include_usage":true}, "stream": true, "model": "m" }""")]
    [InlineData("""{"model":"m","stream":true,"stream_options":null}""", """{"model":"m","stream":true,"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"model":"m","stream":true,"stream_options":{}}""", """{"model":"m","stream":true,"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"stream_options":{ },"model":"m","stream":true}""", """{"stream_options":{"include_usage":true },"model":"m","stream":true}""")]
    [InlineData(
        """{"model":"m","stream":true,"stream_options":{"include_obfuscation":false}}""",
        """{"model":"m","stream":true,"stream_options":{"include_usage":true,"include_obfuscation":false}}""")]
    [InlineData(
        """{"model":"m","stream":true,"stream_options":{"a":[{}],"include_usage": false}}""",
        """{"model":"m","stream":true,"stream_options":{"a":[{}],"include_usage": true}}""")]
    [InlineData(
        """{"model":"m","stream":true,"stream_options":{"include\u005fusage":null}}""",
        """{"model":"m","stream":true,"stream_options":{"include\u005fusage":true}}""")]
    [InlineData(
        """{"model":"m","stream":true,"stream_options":{"include_usage":true},"stream_options":{}}""",
        """{"model":"m","stream":true,"stream_options":{"include_usage":true},"stream_options":{"include_usage":true}}""")]
    [InlineData(
        """{"model":"m","stream":true,"stream_options":{"include_usage":true,"include_usage":false}}""",
        """{"model":"m","stream":true,"stream_options":{"include_usage":true,"include_usage":true}}""")]
    public void a_stream_that_does_not_report_its_usage_is_made_to(string body, string upstream) => Assert.Equal(upstream, Upstream(body));

    [Theory]
    [InlineData("""{"model":"m"}""")]
    [InlineData("""{"model":"m","stream":false}""")]
    [InlineData("""{"model":"m","stream":null,"stream_options":null}""")]
    [InlineData("""{"model":"m","stream":true,"stream":false,"stream_options":{"include_usage":false}}""")]
    [InlineData("""{"model":"m","stream":true,"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"model":"m","stream":true,"stream_options":{},"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"model":"m","stream":true,"stream_options":{"include_usage":false,"include_usage":true}}""")]
    public void a_request_that_reports_its_usage_or_is_no_stream_stays_as_it_is(string body) => Assert.Equal(body, Upstream(body));

    [Theory]
    [InlineData("""{"model":"m"}""", """{"model":"n"}""")]
    [InlineData("""{"messages":[{"model":"m"}], "model" : "\u006d" , "x":"m"}""", """{"messages":[{"model":"m"}], "model" : "n" , "x":"m"}""")]
    [InlineData("""{"\u006dodel":"m"}""", """{"\u006dodel":"n"}""")]
    public void the_models_name_alone_is_replaced_by_the_targets(string body, string upstream) => Assert.Equal(upstream, Upstream(body, "n"));

    [Theory]
    [InlineData("""{"model":"m"}""", "m")]
    [InlineData("""{"model":"\u0067pt-\"4o\""}""", "gpt-\"4o\"")]
    [InlineData("""{"model":"\ud83d\ude00é"}""", "😀é")]
    public void the_model_is_what_a_parser_would_read(string body, string model) => Assert.Equal(model, Read(body)!.Model);

    [Theory]
    [InlineData("""{"model":"m"}""", null)]
    [InlineData("""{"model":"m","user":"ann"}""", "ann")]
    [InlineData("""{"model":"m","user":"ann","safety_identifier":"s"}""", "s")]
    [InlineData("""{"model":"m","safety_identifier":null,"user":"ann"}""", "ann")]
    [InlineData("""{"model":"m","safety_identifier":"","user":"ann"}""", "ann")]
    [InlineData("""{"model":"m","user":""}""", null)]
    [InlineData("""{"model":"m","user":["ann"]}""", null)]
    [InlineData("""{"model":"m","user":"ann","user":"bob"}""", "bob")]
    public void the_end_user_is_the_one_that_is_named(string body, string? user) => Assert.Equal(user, Read(body)!.EndUser);

    [Theory]
    [InlineData("", "malformed_json")]
    [InlineData(" ", "malformed_json")]
    [InlineData("null", "malformed_json")]
    [InlineData("""[{"model":"m"}]""", "malformed_json")]
    [InlineData("""{"model":"m"} x""", "malformed_json")]
    [InlineData("""{"model":"m"}{}""", "malformed_json")]
    [InlineData("""{"model":"m",}""", "malformed_json")]
    [InlineData("""{"model":"m" /* note */}""", "malformed_json")]
    [InlineData("""{"model":"m","x":NaN}""", "malformed_json")]
    [InlineData("\uFEFF{\"model\":\"m\"}", "malformed_json")]
    [InlineData("{\"model\":\"m\",\"x\":\"\0\"}", "malformed_json")]
    [InlineData("""{"model":"\ud800"}""", "malformed_json")]
    [InlineData("""{"model":"m","user":"\udc00"}""", "malformed_json")]
    [InlineData("{}", "missing_model")]
    [InlineData("""{"model":""}""", "missing_model")]
    [InlineData("""{"Model":"m"}""", "ambiguous_model")]
    [InlineData("""{"model":"m","MODEL":"n"}""", "ambiguous_model")]
    [InlineData("""{"model":"m","\u004dodel":"n"}""", "ambiguous_model")]
    [InlineData("""{"model":"m","x":1,"model":"m"}""", "ambiguous_model")]
    [InlineData("""{"model":"m","\u006dodel":"n"}""", "ambiguous_model")]
    [InlineData("""{"model":null}""", "invalid_model")]
    [InlineData("""{"model":["m"]}""", "invalid_model")]
    [InlineData("""{"model":"m","stream":"true"}""", "invalid_stream")]
    [InlineData("""{"model":"m","stream":1}""", "invalid_stream")]
    [InlineData("""{"model":"m","stream_options":true}""", "invalid_stream_options")]
    [InlineData("""{"model":"m","stream_options":[]}""", "invalid_stream_options")]
    [InlineData("""{"model":"m","stream_options":{"include_usage":"yes"}}""", "invalid_stream_options")]
    [InlineData("""{"model":"m","stream_options":{"include_usage":{}}}""", "invalid_stream_options")]
    public void what_is_no_request_is_refused(string body, string code)
    {
        Assert.Null(ChatRequestReader.Read(Encoding.UTF8.GetBytes(body), out var rejection));
        Assert.Equal(code, rejection?.Code);
    }

    [Theory]
    [InlineData("[", "]")]
    [InlineData("{\"a\":", "}")]
    public void a_body_that_is_nested_too_deeply_is_refused(string open, string close)
    {
        foreach (var depth in (int[])[200, 100_000])
        {
            var nested = string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));
            Assert.Null(ChatRequestReader.Read(Encoding.UTF8.GetBytes($$"""{"model":"m","x":{{nested}}}"""), out var rejection));
            Assert.Equal("malformed_json", rejection?.Code);
        }
    }

    [Fact]
    public void what_is_not_utf_8_is_refused_wherever_it_stands()
    {
        byte[][] bodies =
        [
            [.. "{\"x\":\""u8, 0xFF, .. "\",\"model\":\"m\"}"u8],
            [.. "{\""u8, 0xC3, 0x28, .. "\":1,\"model\":\"m\"}"u8],
            [.. "{\"model\":\"m"u8, 0xED, 0xA0, 0x80, .. "\"}"u8],
            [.. "{\"model\":\"m\",\"user\":\""u8, 0xF0, 0x9F, .. "\"}"u8],
        ];

        Assert.All(bodies, body =>
        {
            Assert.Null(ChatRequestReader.Read(body, out var rejection));
            Assert.Equal("malformed_json", rejection?.Code);
        });
    }

    private static ChatRequest? Read(string body) => ChatRequestReader.Read(Encoding.UTF8.GetBytes(body), out _);

    private static string Upstream(string body, string target = "m")
    {
        var request = Read(body)!;
        return Encoding.UTF8.GetString(Spliced.Body(Encoding.UTF8.GetBytes(body), request.UsageInjection, request.RenameTo(target)));
    }
}
