using System.Numerics;
using System.Text.Json;
using CsCheck;
using Gateway.Domain.Calls;
using Gateway.Domain.Pricing;

namespace Gateway.UnitTests.Pricing;

public sealed class PriceTests
{
    private static readonly Gen<decimal> Rate = Gen.Long[0, 1_000_000_000_000_000_000].Select(picos => picos / 1_000_000_000_000m);

    [Fact]
    public void costs_what_the_price_list_says_per_million_tokens()
    {
        var price = Price(2.50m, 10m) with { CacheRead = 1.25m };

        Assert.Equal(0.000_505m, price.CostOf(new TokenUsage { Input = 100, CacheRead = 4, Output = 25 }).Amount);
    }

    [Fact]
    public void prices_a_type_without_a_price_as_its_family()
    {
        var price = Price(1m, 2m);

        Assert.Equal(0.000_006m, price.CostOf(new TokenUsage { CacheRead = 1, CacheWrite5m = 1, CacheWrite1h = 1, AudioIn = 1, AudioOut = 1 }).Amount);
    }

    [Fact]
    public void adds_the_price_of_the_request() => Assert.Equal(0.01m, (Price(1m, 1m) with { PerRequest = 0.01m }).CostOf(new TokenUsage()).Amount);

    [Fact]
    public void names_the_list_and_the_version_that_it_used()
    {
        var price = Price(1m, 1m);
        var cost = price.CostOf(new TokenUsage { Input = 1 });

        Assert.Equal((price.PriceList, price.Version, "USD"), (cost.PriceList, cost.PriceVersion, cost.Currency));
    }

    [Fact]
    public void is_exact_for_every_price_that_can_be_declared() => Gen.Select(Rate, Rate, Rate, Gen.Long[0, 10_000_000_000], Gen.Long[0, 10_000_000_000])
        .Sample((input, output, perRequest, inputTokens, outputTokens) =>
        {
            var cost = (Price(input, output) with { PerRequest = perRequest }).CostOf(new TokenUsage { Input = inputTokens, Output = outputTokens });

            var expected = Picos(input) * inputTokens + Picos(output) * outputTokens + Picos(perRequest) * 1_000_000;
            Assert.Equal(expected, Attos(cost.Amount));
        });

    [Fact]
    public void is_stored_with_its_decimals_as_strings()
    {
        var json = JsonSerializer.Serialize(new PricePublished { Version = 1, From = default, Input = 2.50m, Output = 10.00m, CacheRead = 1.25m, By = "a", Source = "config" });

        Assert.Contains("\"Input\":\"2.50\",\"Output\":\"10.00\",\"CacheRead\":\"1.25\"", json, StringComparison.Ordinal);
        Assert.Equal(1.25m, JsonSerializer.Deserialize<PricePublished>(json)!.CacheRead);
    }

    private static Price Price(decimal input, decimal output) =>
        new() { PriceList = Guid.NewGuid(), Version = 3, From = default, Input = input, Output = output };

    private static BigInteger Picos(decimal value) => (BigInteger)(value * 1_000_000_000_000m);

    // In two steps, each of which fits into a decimal.
    private static BigInteger Attos(decimal value)
    {
        var whole = decimal.Truncate(value);
        return (BigInteger)whole * 1_000_000_000_000_000_000 + (BigInteger)((value - whole) * 1_000_000_000_000_000_000m);
    }
}
