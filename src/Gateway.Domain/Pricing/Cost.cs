using System.Text.Json.Serialization;

namespace Gateway.Domain.Pricing;

/// <summary>What a call costs and by which price.</summary>
/// <param name="Amount">Exact, unrounded; written as a JSON string.</param>
/// <param name="Currency">ISO 4217: <c>USD</c>.</param>
/// <param name="PriceList">The price list's stream id.</param>
/// <param name="PriceVersion">The version of the list that holds the price, from 1.</param>
public sealed record Cost(
    [property: JsonNumberHandling(JsonNumberHandling.AllowReadingFromString | JsonNumberHandling.WriteAsString)] decimal Amount,
    string Currency,
    Guid PriceList,
    int PriceVersion);
