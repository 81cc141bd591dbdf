using System.Text;
using CsCheck;
using Gateway.Domain.Calls;
using Gateway.Ingress.Providers.OpenAI;

namespace Gateway.UnitTests.Providers.OpenAI;

public sealed class ChatUsageTests
{
    private static readonly Gen<int> Count = Gen.Int[0, 1_000_000];

    [Fact]
    public void takes_apart_what_openai_counts_together()
    {
        var usage = Read("""
            {"prompt_tokens":2006,"completion_tokens":300,"total_tokens":2306,
             "prompt_tokens_details":{"cached_tokens":1920,"cache_write_tokens":16,"audio_tokens":10,"text_tokens":1996},
             "completion_tokens_details":{"reasoning_tokens":192,"audio_tokens":40,"accepted_prediction_tokens":5,"rejected_prediction_tokens":2}}
            """);

        Assert.Equal(new TokenUsage { Input = 60, CacheRead = 1920, CacheWrite5m = 16, AudioIn = 10, Output = 260, Reasoning = 192, AudioOut = 40 }, usage);
    }

    [Fact]
    public void the_parts_add_up_to_what_was_counted() => Gen.Select(Count, Count, Count, Count, Count, Count)
        .Sample((input, cached, written, audio, output, audioOut) =>
        {
            var usage = Read($$"""
                {"completion_tokens_details":{"audio_tokens":{{audioOut}}},"completion_tokens":{{output + audioOut}},
                 "prompt_tokens_details":{"audio_tokens":{{audio}},"cache_write_tokens":{{written}},"cached_tokens":{{cached}}},
                 "prompt_tokens":{{input + cached + written + audio}}}
                """)!;

            Assert.Equal((input, (long)input + cached + written + audio), (usage.Input, usage.TotalInput));
            Assert.Equal((output, (long)output + audioOut), (usage.Output, usage.TotalOutput));
        });

    [Theory]
    [InlineData("""{"prompt_tokens":5,"completion_tokens":7}""")]
    [InlineData("""{"prompt_tokens":5,"completion_tokens":7,"prompt_tokens_details":null,"completion_tokens_details":null}""")]
    [InlineData("""{"prompt_tokens":5,"completion_tokens":7,"prompt_tokens_details":{},"completion_tokens_details":{}}""")]
    [InlineData("""{"prompt_tokens":5,"completion_tokens":7,"prompt_tokens_details":[1],"completion_tokens_details":"none"}""")]
    [InlineData("""{"prompt_tokens":5,"completion_tokens":7,"prompt_tokens_details":{"cached_tokens":null,"audio_tokens":-1}}""")]
    [InlineData("""{"prompt_tokens":5.0,"completion_tokens":0.7e1}""")]
    [InlineData("""{"prompt\u005ftokens":5,"completion_tokens":7,"prompt_cache_hit_tokens":3,"queue_time":0.06,"cost":1e-7,"x":{"prompt_tokens":9}}""")]
    public void details_may_be_missing_or_of_any_shape(string json) => Assert.Equal(new TokenUsage { Input = 5, Output = 7 }, Read(json));

    [Theory]
    [InlineData("""{"prompt_tokens":0,"completion_tokens":0}""")]
    [InlineData("""{"prompt_tokens":0}""")]
    [InlineData("""{"completion_tokens":0.0}""")]
    public void a_reported_zero_is_a_figure(string json) => Assert.Equal(new TokenUsage(), Read(json));

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"total_tokens":null,"prompt_tokens":null,"completion_tokens":null}""")]
    [InlineData("""{"prompt_tokens":"5","completion_tokens":{}}""")]
    [InlineData("""{"prompt_tokens":-5,"completion_tokens":1e400}""")]
    [InlineData("""{"prompt_tokens":99999999999999999999999999,"completion_tokens":0.5}""")]
    [InlineData("""{"prompt_tokens_details":{"cached_tokens":0}}""")]
    public void a_usage_without_a_count_is_none(string json) => Assert.Null(Read(json));

    [Fact]
    public void no_part_is_negative_whatever_the_provider_adds_up()
    {
        var usage = Read("""
            {"prompt_tokens":5,"completion_tokens":1,"prompt_tokens_details":{"cached_tokens":9},"completion_tokens_details":{"audio_tokens":4}}
            """);

        Assert.Equal(new TokenUsage { CacheRead = 9, AudioOut = 4 }, usage);
    }

    private static TokenUsage? Read(string usage)
    {
        var facts = new AnswerFacts();
        ChatAnswerReader.Read(Encoding.UTF8.GetBytes($$"""{"usage":{{usage}}}"""), facts);
        Assert.False(facts.IsMalformed);
        return facts.Reported;
    }
}
