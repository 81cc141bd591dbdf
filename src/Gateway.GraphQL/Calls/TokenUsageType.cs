using Gateway.Domain.Calls;
using Gateway.GraphQL.Scalars;
using GraphQL.Types;

namespace Gateway.GraphQL.Calls;

/// <summary>Tokens by the types that are priced apart.</summary>
internal sealed class TokenUsageType : ObjectGraphType<TokenUsage>
{
    public TokenUsageType()
    {
        Name = "TokenUsage";
        Description = "Tokens by the types that are priced apart. No token is counted in two of them, save reasoning, which is a part of output.";
        this.Add<NonNullGraphType<LongType>, TokenUsage>(
            "input", t => t.Input, "Input tokens that were neither read from a cache, nor written to one, nor audio.");
        this.Add<NonNullGraphType<LongType>, TokenUsage>("cacheRead", t => t.CacheRead, "Input tokens read from the provider's prompt cache.");
        this.Add<NonNullGraphType<LongType>, TokenUsage>("cacheWrite5m", t => t.CacheWrite5m, "Input tokens written to a cache that lives five minutes.");
        this.Add<NonNullGraphType<LongType>, TokenUsage>("cacheWrite1h", t => t.CacheWrite1h, "Input tokens written to a cache that lives one hour.");
        this.Add<NonNullGraphType<LongType>, TokenUsage>("output", t => t.Output, "Output tokens, reasoning included, audio not.");
        this.Add<NonNullGraphType<LongType>, TokenUsage>("reasoning", t => t.Reasoning, "The part of output that was reasoning.");
        this.Add<NonNullGraphType<LongType>, TokenUsage>("audioIn", t => t.AudioIn, "Audio tokens of the input.");
        this.Add<NonNullGraphType<LongType>, TokenUsage>("audioOut", t => t.AudioOut, "Audio tokens of the output.");
    }
}
