using System.Text;
using CsCheck;
using Gateway.Domain.Calls;
using Gateway.Ingress.Providers.OpenAI;

namespace Gateway.UnitTests.Providers.OpenAI;

public sealed class ChatAnswerTests
{
    private const string Answer = """
        {"id":"chatcmpl-1","object":"chat.completion","created":1,"model":"gpt-4o-2024-11-20","service_tier":"default",
         "choices":[{"index":1,"finish_reason":"length","message":{"role":"assistant","content":"Hi","refusal":null,"annotations":[]}},
                    {"message":{"content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"f","arguments":"{}"}}]},
                     "logprobs":null,"finish_reason":"tool_calls","index":0}],
         "usage":{"prompt_tokens":9,"completion_tokens":3,"prompt_tokens_details":{"cached_tokens":4}},"error":null,"\u00e9":[[]]}
        """;

    private const string Error = """{"error":{"message":"no \ud83d\ude00","type":"invalid_request_error","param":null,"code":"context_length_exceeded"}}""";

    [Fact]
    public void an_answer_says_who_answered_why_it_ended_and_what_it_used()
    {
        var facts = Read(Answer);

        Assert.Equal(("chatcmpl-1", "gpt-4o-2024-11-20", "default"), (facts.ResponseId, facts.ResponseModel, facts.ServiceTier));
        Assert.Equal(["tool_calls", "length"], facts.FinishReasons.Values);
        Assert.Equal((UsageState.Reported, new TokenUsage { Input = 5, CacheRead = 4, Output = 3 }), facts.UsageOr(1000));
        Assert.Equal(4, facts.ProviderUsage!.Value.GetProperty("prompt_tokens_details").GetProperty("cached_tokens").GetInt32());
        Assert.Equal("Hif{}".Length, facts.OutputBytes);
        Assert.False(facts.HasError || facts.IsMalformed);
    }

    [Fact]
    public void a_usage_that_runs_with_the_chunks_is_the_last_one_that_is_not_null()
    {
        var facts = Read(
            """{"choices":[{"delta":{"content":"a"}}],"usage":{"prompt_tokens":5,"completion_tokens":1}}""",
            """{"choices":[{"delta":{"content":"b"}}],"usage":{"prompt_tokens":5,"completion_tokens":2}}""",
            """{"choices":[{"delta":{},"finish_reason":"stop"}],"usage":null}""");

        Assert.Equal(new TokenUsage { Input = 5, Output = 2 }, facts.Reported);
        Assert.NotNull(facts.ProviderUsage);
    }

    [Fact]
    public void an_answer_without_usage_is_estimated_by_what_was_generated()
    {
        var chunk = """{"choices":[{"index":0,"delta":{"role":"assistant","content":"abcdefgh","obfuscation":"xyz"}}],"usage":null,"obfuscation":"xyz"}""";

        Assert.Equal((UsageState.Estimated, new TokenUsage { Input = 25, Output = 4 }), Read(chunk, chunk).UsageOr(100));
        Assert.Equal((UsageState.Absent, null), Read("""{"choices":[{"delta":{"role":"assistant"}}],"usage":null}""").UsageOr(100));
        Assert.Equal((UsageState.Estimated, new TokenUsage { Input = 25, Output = 2 }), Read("""{"choices":[{"text":"abcdefgh"}],"usage":{}}""").UsageOr(100));
    }

    [Fact]
    public void each_choice_ends_for_its_own_reason()
    {
        var facts = Read(
            """{"choices":[{"index":2,"finish_reason":null,"delta":{}},{"finish_reason":"stop","index":2}]}""",
            """{"choices":[{"index":0,"finish_reason":"length"},5,null,[{}]]}""",
            """{"choices":[{"index":1,"finish_reason":"content_filter"},{"index":0,"finish_reason":null}]}""");

        Assert.Equal([new(0, "length"), new(1, "content_filter"), new(2, "stop")], facts.FinishReasons.ToArray());
    }

    [Fact]
    public void a_provider_that_makes_up_choices_does_not_fill_the_memory()
    {
        var facts = new AnswerFacts();
        for (var i = 0; i < 10_000; i++)
            ChatAnswerReader.Read(Encoding.UTF8.GetBytes($$"""{"choices":[{"index":{{i}},"finish_reason":"stop"}]}"""), facts);

        Assert.Equal(128, facts.FinishReasons.Count);
    }

    [Theory]
    [InlineData(Error, "context_length_exceeded")]
    [InlineData("""{"error":{"message":"m","type":"server_error","code":null}}""", "server_error")]
    [InlineData("""{"error":{"message":"m","type":"BadRequestError","code":400}}""", "BadRequestError")]
    [InlineData("""{"error":{}}""", null)]
    [InlineData("""{"error":"model not found"}""", null)]
    [InlineData("""{"error":["overloaded"]}""", null)]
    [InlineData("""{"object":"error","message":"m","type":"BadRequestError","code":400}""", null)]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":1},"error":{"code":"overloaded"}}""", "overloaded")]
    public void an_error_is_seen_in_any_shape(string json, string? code)
    {
        var facts = Read(json);

        Assert.True(facts.HasError);
        Assert.Equal(code, facts.ErrorCode);
    }

    [Theory]
    [InlineData("""{"error":null}""")]
    [InlineData("""{"error":""}""")]
    [InlineData("""{"error":false}""")]
    public void an_error_that_says_there_is_none_is_none(string json) => Assert.False(Read(json).HasError);

    [Theory]
    [InlineData("""{"id":5,"model":{"id":"m"},"service_tier":[],"choices":{"a":[]},"usage":"none","created":null}""")]
    [InlineData("""{"choices":[{"index":-1,"finish_reason":{},"delta":[["a"]]},{"index":1e99,"delta":5,"message":null}],"usage":[1]}""")]
    [InlineData("{}")]
    [InlineData("\uFEFF{\"choices\":[]}")]
    public void known_members_of_another_type_are_passed_over(string json)
    {
        var facts = Read(json);

        Assert.False(facts.IsMalformed || facts.HasError);
        Assert.Null(facts.Reported);
        Assert.Empty(facts.FinishReasons);
    }

    [Theory]
    [InlineData("")]
    [InlineData("<html>502</html>")]
    [InlineData("[{}]")]
    [InlineData("\"text\"")]
    [InlineData("{} {}")]
    [InlineData("""{"choices":[}""")]
    public void what_is_no_json_object_is_malformed(string json) => Assert.True(Read(json).IsMalformed);

    [Fact]
    public void an_answer_that_is_cut_anywhere_is_malformed()
    {
        foreach (var whole in (string[])[Answer, Error])
        {
            for (var length = 0; length < whole.TrimEnd().Length; length++)
                Assert.True(Read(whole[..length]).IsMalformed);
        }
    }

    [Fact]
    public void no_bytes_make_it_throw() => Gen.OneOf(Mutation.Of(Answer), Mutation.Of(Error)).Sample(json =>
    {
        var facts = new AnswerFacts();
        ChatAnswerReader.Read(json, facts);
        Assert.True(facts.UsageOr(100).Usage is null or { Input: >= 0, Output: >= 0 });
    });

    private static AnswerFacts Read(params string[] objects)
    {
        var facts = new AnswerFacts();
        foreach (var json in objects)
            ChatAnswerReader.Read(Encoding.UTF8.GetBytes(json), facts);
        return facts;
    }
}
