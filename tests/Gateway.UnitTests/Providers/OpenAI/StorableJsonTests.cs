using System.Text;
using System.Text.Json;
using CsCheck;
using Gateway.Domain.Calls;
using Gateway.Ingress.Providers.OpenAI;
using Gateway.Projections.Store;

namespace Gateway.UnitTests.Providers.OpenAI;

public sealed class StorableJsonTests
{
    private const string Usage = """
        {"prompt_tokens":12,"queue_time":0.061965,"x":{"café":[true,null,-0.5,"\"\\\n/"]},"cost":0.000000123456789012345678, "":{}}
        """;

    [Fact]
    public void what_the_store_can_hold_stays_as_it_is() => Assert.Equal(Usage.TrimEnd(), From(Usage.TrimEnd())!.Value.GetRawText());

    [Theory]
    [InlineData("""{"a":"\u0000"}""")]
    [InlineData("""{"\ud800":1}""")]
    [InlineData("""{"a":1e400000}""")]
    [InlineData("""{"a":-1E5}""")]
    [InlineData("""{"a":1234567890123456789012345678901}""")]
    public void what_the_store_may_refuse_is_left_out(string json) => Assert.Null(From(json));

    [Fact]
    public void what_is_too_large_or_no_utf_8_is_left_out()
    {
        Assert.NotNull(From($$"""{"a":"{{new string('x', 4000)}}"}"""));
        Assert.Null(From($$"""{"a":"{{new string('x', 4096)}}"}"""));
        Assert.Null(StorableJson.From([.. "{\"a\":\""u8, 0xFF, .. "\"}"u8]));
    }

    [Theory]
    [InlineData(8, true)]
    [InlineData(63, false)]
    [InlineData(100, false)]
    public void what_is_nested_too_deeply_to_be_read_again_is_left_out_and_the_answer_stays_well_formed(int depth, bool isKept)
    {
        var usage = $$"""{"prompt_tokens":1,"x":{{new string('[', depth - 1)}}{{new string(']', depth - 1)}}}""";
        var facts = new AnswerFacts();
        ChatAnswerReader.Read(Encoding.UTF8.GetBytes($$"""{"usage":{{usage}}}"""), facts);

        Assert.False(facts.IsMalformed);
        Assert.Equal(new TokenUsage { Input = 1 }, facts.Reported);
        Assert.Equal(isKept, facts.ProviderUsage is not null);
    }

    [Fact]
    public void what_is_kept_goes_into_an_event_and_comes_out_again() => Mutation.Of(Usage.TrimEnd()).Sample(json =>
    {
        var facts = new AnswerFacts();
        ChatAnswerReader.Read([.. "{\"usage\":"u8, .. json, .. "}"u8], facts);
        if (facts.IsMalformed || facts.ProviderUsage is not { } kept)
            return;

        var completed = new CallCompleted
        {
            ReceivedAt = default,
            CompletedAt = default,
            Attempt = 1,
            UsageState = UsageState.Absent,
            Latency = new CallLatency(1),
            ProviderUsage = kept,
        };
        var stored = JsonSerializer.SerializeToUtf8Bytes(completed, StoreJson.Options);
        Assert.DoesNotContain("\\u0000", Encoding.UTF8.GetString(stored), StringComparison.Ordinal);
        Assert.True(JsonElement.DeepEquals(kept, JsonSerializer.Deserialize<CallCompleted>(stored, StoreJson.Options)!.ProviderUsage!.Value));
        Assert.Equal(kept.GetRawText(), From(kept.GetRawText())!.Value.GetRawText());
    });

    private static JsonElement? From(string json) => StorableJson.From(Encoding.UTF8.GetBytes(json));
}
