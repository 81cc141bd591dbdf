using System.Text;
using System.Text.Json;
using Gateway.Ingress.Providers.OpenAI;
using Gateway.Ingress.Proxy.Relay;

namespace Gateway.UnitTests.Providers.OpenAI;

public sealed class OpenAIErrorTests
{
    [Theory]
    [InlineData(400, "invalid_request_error")]
    [InlineData(401, "invalid_request_error")]
    [InlineData(403, "invalid_request_error")]
    [InlineData(404, "invalid_request_error")]
    [InlineData(413, "invalid_request_error")]
    [InlineData(429, "rate_limit_error")]
    [InlineData(500, "server_error")]
    [InlineData(503, "server_error")]
    [InlineData(504, "server_error")]
    public void has_the_type_that_the_sdks_expect_of_a_status(int status, string type) => Assert.Equal(
        $$$"""{"error":{"message":"No.","type":"{{{type}}}","param":null,"code":"some_code"}}""",
        Encoding.UTF8.GetString(OpenAIError.Body(status, "some_code", "No.")));

    [Fact]
    public void may_say_anything()
    {
        const string Message = "a \"quote\", a \\, a\nline and é😀 </script>";

        using var body = JsonDocument.Parse(OpenAIError.Body(400, "c", Message));

        Assert.Equal(Message, body.RootElement.GetProperty("error").GetProperty("message").GetString());
    }

    [Fact]
    public void is_one_event_in_a_stream_and_is_read_as_an_error()
    {
        var @event = OpenAIError.Event(504, "upstream_timeout", "line\nline");
        var facts = new AnswerFacts();
        ChatAnswerReader.Read(ServerSentEvents.DataOf(@event), facts);

        Assert.Equal((true, "upstream_timeout", false), (facts.HasError, facts.ErrorCode, facts.IsMalformed));
        Assert.EndsWith("\n\n", Encoding.UTF8.GetString(@event), StringComparison.Ordinal);
    }
}
