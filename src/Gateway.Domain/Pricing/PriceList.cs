namespace Gateway.Domain.Pricing;

/// <summary>The dated prices of one model of one provider, as the events tell them.</summary>
/// <param name="Id">The price list's stream id.</param>
/// <param name="Organization">The organization it belongs to; null: the operator's, for everybody.</param>
/// <param name="Provider">The provider's configured name.</param>
/// <param name="Model">The provider's name of the model.</param>
/// <param name="Prices">By the instant from which each is in force, oldest first; withdrawn ones are not among them.</param>
public sealed record PriceList(Guid Id, string? Organization, string Provider, string Model, IReadOnlyList<Price> Prices)
{
    /// <summary>The highest version ever published, withdrawn ones included; 0: none.</summary>
    public int LastVersion { get; init; }

    /// <summary>The price in force at an instant; null: none yet.</summary>
    public Price? At(DateTimeOffset instant)
    {
        for (var index = Prices.Count - 1; index >= 0; index--)
        {
            if (Prices[index].From <= instant)
                return Prices[index];
        }

        return null;
    }

    /// <summary>The state after an event; events of other streams change nothing.</summary>
    public static PriceList? Evolve(PriceList? list, Guid id, object @event) => @event switch
    {
        PriceListCreated created => new PriceList(id, created.Organization, created.Provider, created.Model, []),
        PricePublished published => list! with
        {
            Prices = list.Prices.Append(PriceOf(id, published)).OrderBy(price => price.From).ToArray(),
            LastVersion = Math.Max(list.LastVersion, published.Version),
        },
        PriceWithdrawn withdrawn => list! with { Prices = list.Prices.Where(price => price.Version != withdrawn.Version).ToArray() },
        _ => list,
    };

    private static Price PriceOf(Guid list, PricePublished published) => new()
    {
        PriceList = list,
        Version = published.Version,
        From = published.From,
        Input = published.Input,
        Output = published.Output,
        CacheRead = published.CacheRead,
        CacheWrite5m = published.CacheWrite5m,
        CacheWrite1h = published.CacheWrite1h,
        AudioIn = published.AudioIn,
        AudioOut = published.AudioOut,
        PerRequest = published.PerRequest ?? 0,
        Source = published.Source,
    };
}
