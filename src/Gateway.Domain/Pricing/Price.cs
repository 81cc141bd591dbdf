using Gateway.Domain.Calls;
using Gateway.Domain.Governance;

namespace Gateway.Domain.Pricing;

/// <summary>The price of one model of one provider from a day on: USD per million tokens, by token type.</summary>
/// <remarks>
/// A type without a price of its own costs what its family costs: the cache types and audio input the price of input, audio output the
/// price of output. A price is never guessed from another model.
/// </remarks>
public sealed record Price
{
    private const decimal Million = 1_000_000m;

    /// <summary>The price list's stream id.</summary>
    public required Guid PriceList { get; init; }

    /// <summary>The version of the list that holds this price, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>The first instant at which it is in force.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Input tokens.</summary>
    public required decimal Input { get; init; }

    /// <summary>Output tokens.</summary>
    public required decimal Output { get; init; }

    /// <summary>Tokens read from the provider's cache; null: as <see cref="Input"/>.</summary>
    public decimal? CacheRead { get; init; }

    /// <summary>Tokens written to a five-minute cache; null: as <see cref="Input"/>.</summary>
    public decimal? CacheWrite5m { get; init; }

    /// <summary>Tokens written to a one-hour cache; null: as <see cref="Input"/>.</summary>
    public decimal? CacheWrite1h { get; init; }

    /// <summary>Audio input; null: as <see cref="Input"/>.</summary>
    public decimal? AudioIn { get; init; }

    /// <summary>Audio output; null: as <see cref="Output"/>.</summary>
    public decimal? AudioOut { get; init; }

    /// <summary>USD for each request, whatever its tokens.</summary>
    public decimal PerRequest { get; init; }

    /// <summary>What it came from, one of <see cref="DeclarationSources"/>.</summary>
    public string Source { get; init; } = "";

    /// <summary>What a usage costs: exact, not rounded.</summary>
    public Cost CostOf(TokenUsage usage)
    {
        var perMillion =
            usage.Input * Input
            + usage.CacheRead * (CacheRead ?? Input)
            + usage.CacheWrite5m * (CacheWrite5m ?? Input)
            + usage.CacheWrite1h * (CacheWrite1h ?? Input)
            + usage.AudioIn * (AudioIn ?? Input)
            + usage.Output * Output
            + usage.AudioOut * (AudioOut ?? Output);
        return new Cost(perMillion / Million + PerRequest, "USD", PriceList, Version);
    }
}
