using System.Text.Json.Serialization;
using Gateway.Domain.Governance;

namespace Gateway.Domain.Pricing;

/// <summary>A model of a provider has a list of dated prices from now on.</summary>
public sealed record PriceListCreated : ControlPlaneEvent
{
    /// <summary>The organization it belongs to; absent: the operator's, for everybody.</summary>
    public string? Organization { get; init; }

    /// <summary>The provider's configured name.</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's name of the model.</summary>
    public required string Model { get; init; }
}

/// <summary>A price was set: USD per million tokens by token type, each a JSON string. What it says never changes.</summary>
public sealed record PricePublished : ControlPlaneEvent
{
    private const JsonNumberHandling AsString = JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString;

    /// <summary>From 1, never used again within the list.</summary>
    public required int Version { get; init; }

    /// <summary>The first instant at which it is in force; may lie before the event.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>Input tokens.</summary>
    [JsonNumberHandling(AsString)]
    public required decimal Input { get; init; }

    /// <summary>Output tokens.</summary>
    [JsonNumberHandling(AsString)]
    public required decimal Output { get; init; }

    /// <summary>Tokens read from the provider's cache; absent: as input.</summary>
    [JsonNumberHandling(AsString)]
    public decimal? CacheRead { get; init; }

    /// <summary>Tokens written to a five-minute cache; absent: as input.</summary>
    [JsonNumberHandling(AsString)]
    public decimal? CacheWrite5m { get; init; }

    /// <summary>Tokens written to a one-hour cache; absent: as input.</summary>
    [JsonNumberHandling(AsString)]
    public decimal? CacheWrite1h { get; init; }

    /// <summary>Audio input; absent: as input.</summary>
    [JsonNumberHandling(AsString)]
    public decimal? AudioIn { get; init; }

    /// <summary>Audio output; absent: as output.</summary>
    [JsonNumberHandling(AsString)]
    public decimal? AudioOut { get; init; }

    /// <summary>USD for each request; absent: none.</summary>
    [JsonNumberHandling(AsString)]
    public decimal? PerRequest { get; init; }
}

/// <summary>A price that was not in force yet never will be.</summary>
public sealed record PriceWithdrawn : ControlPlaneEvent
{
    /// <summary>The version that <see cref="PricePublished"/> gave it.</summary>
    public required int Version { get; init; }
}
