namespace Gateway.Domain.Pricing;

/// <summary>What a price says, without when and where: USD per million tokens by token type.</summary>
/// <param name="Input">Input tokens.</param>
/// <param name="Output">Output tokens.</param>
/// <param name="CacheRead">Tokens read from the provider's cache; null: as input.</param>
/// <param name="CacheWrite5m">Tokens written to a five-minute cache; null: as input.</param>
/// <param name="CacheWrite1h">Tokens written to a one-hour cache; null: as input.</param>
/// <param name="AudioIn">Audio input; null: as input.</param>
/// <param name="AudioOut">Audio output; null: as output.</param>
/// <param name="PerRequest">USD for each request.</param>
public sealed record Rates(
    decimal Input,
    decimal Output,
    decimal? CacheRead = null,
    decimal? CacheWrite5m = null,
    decimal? CacheWrite1h = null,
    decimal? AudioIn = null,
    decimal? AudioOut = null,
    decimal PerRequest = 0)
{
    /// <summary>The rates of a price.</summary>
    public static Rates Of(Price price) => new(
        price.Input, price.Output, price.CacheRead, price.CacheWrite5m, price.CacheWrite1h, price.AudioIn, price.AudioOut, price.PerRequest);
}
