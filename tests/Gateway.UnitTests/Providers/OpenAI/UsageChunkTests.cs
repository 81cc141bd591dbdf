using System.Text;
using Gateway.Ingress.Providers.OpenAI;

namespace Gateway.UnitTests.Providers.OpenAI;

/// <summary>Which chunk only answers <c>include_usage</c>, so that it may be kept from a client that did not ask.</summary>
public sealed class UsageChunkTests
{
    [Theory]
    [InlineData("""{"id":"c","object":"chat.completion.chunk","model":"m","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1}}""")]
    [InlineData("""{"usage":{"prompt_tokens":1},"choices":[],"system_fingerprint":null,"service_tier":"default","obfuscation":"x","created":1}""")]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":1},"timings":{"prompt_ms":3.5},"provider":"host","prompt_logprobs":null,"citations":[],"error":null}""")]
    [InlineData("""{"usage":{"prompt_tokens":1}}""")]
    [InlineData("""{"choices":null,"usage":{}}""")]
    public void a_chunk_of_usage_alone_is_one(string chunk) => Assert.True(IsUsageOnly(chunk));

    [Theory]
    [InlineData("""{"choices":[{"index":0,"delta":{"content":"a"}}],"usage":{"prompt_tokens":1}}""")]
    [InlineData("""{"usage":{"prompt_tokens":1},"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""")]
    [InlineData("""{"choices":[null],"usage":{"prompt_tokens":1}}""")]
    public void the_last_chunk_of_content_is_none_though_usage_rides_on_it(string chunk) => Assert.False(IsUsageOnly(chunk));

    [Theory]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":1},"prompt_filter_results":[{"prompt_index":0,"content_filter_results":{}}]}""")]
    [InlineData("""{"citations":["https://example.org"],"choices":[],"usage":{"prompt_tokens":1}}""")]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":1},"error":{"code":"overloaded"}}""")]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":1},"error":"overloaded"}""")]
    public void a_chunk_that_says_something_else_too_is_none(string chunk) => Assert.False(IsUsageOnly(chunk));

    [Theory]
    [InlineData("""{"choices":[],"usage":null}""")]
    [InlineData("""{"choices":[],"prompt_filter_results":[]}""")]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":1}""")]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":1}} x""")]
    [InlineData("{}")]
    public void a_chunk_without_usage_or_that_is_not_whole_is_none(string chunk) => Assert.False(IsUsageOnly(chunk));

    private static bool IsUsageOnly(string chunk) => ChatAnswerReader.Read(Encoding.UTF8.GetBytes(chunk), new AnswerFacts());
}
