using Gateway.Domain.Pricing;

namespace Gateway.Domain.Governance;

/// <summary>
/// Prices that are declared and not published, and those published that are no longer declared and not in force yet. What a price in
/// force says is settled; one that begins in the past may be published late, and calls keep the cost that they were given.
/// </summary>
internal static class PriceDiff
{
    public static void Add(ControlPlane state, Declaration declared, DateTimeOffset now, ChangeSet changes)
    {
        var standing = state.PriceLists.ToDictionary(list => (list.Organization, list.Provider, list.Model));
        foreach (var wanted in declared.Prices.GroupBy(price => (price.Organization, price.Provider, price.Model)))
        {
            if (standing.Remove(wanted.Key, out var list))
                Change(list, [.. wanted], now, changes);
            else
                Begin(wanted.Key, wanted, changes);
        }

        foreach (var list in standing.Values)
            Change(list, [], now, changes);
    }

    private static void Begin((string? Organization, string Provider, string Model) key, IEnumerable<DeclaredPrice> wanted, ChangeSet changes)
    {
        var created = new PriceListCreated
        {
            Organization = key.Organization,
            Provider = key.Provider,
            Model = key.Model,
            By = changes.Actor,
            Source = changes.Source,
        };
        var published = wanted.OrderBy(price => price.From).Select((price, index) => Publish(index + 1, price, changes));
        changes.Begin(key.Organization, [created, .. published]);
    }

    private static void Change(PriceList list, IReadOnlyList<DeclaredPrice> wanted, DateTimeOffset now, ChangeSet changes)
    {
        var events = new List<ControlPlaneEvent>();
        var version = list.LastVersion;
        var standing = list.Prices.ToDictionary(price => price.From);
        foreach (var price in wanted.OrderBy(price => price.From))
        {
            if (standing.Remove(price.From, out var published))
            {
                if (Rates.Of(published) == price.Rates || !MayReplace(list, published, now, changes))
                    continue;
                events.Add(Withdraw(published, changes));
            }

            events.Add(Publish(++version, price, changes));
        }

        var dropped = standing.Values.Where(price => price.Source == changes.Source && price.From > now);
        events.AddRange(dropped.Select(price => Withdraw(price, changes)));
        changes.Append(list.Id, list.Organization, events);
    }

    private static bool MayReplace(PriceList list, Price published, DateTimeOffset now, ChangeSet changes)
    {
        var what = $"The price of '{list.Model}' at '{list.Provider}' from {published.From:yyyy-MM-dd}";
        if (changes.IsForeign(what, published.Source))
            return false;
        if (published.From > now)
            return true;
        changes.Refuse("price_in_force", $"{what} is in force and can't be changed. Declare a price from a later day, and leave this one as it was.");
        return false;
    }

    private static PriceWithdrawn Withdraw(Price price, ChangeSet changes) => new() { Version = price.Version, By = changes.Actor, Source = changes.Source };

    private static PricePublished Publish(int version, DeclaredPrice price, ChangeSet changes) => new()
    {
        Version = version,
        From = price.From,
        Input = price.Rates.Input,
        Output = price.Rates.Output,
        CacheRead = price.Rates.CacheRead,
        CacheWrite5m = price.Rates.CacheWrite5m,
        CacheWrite1h = price.Rates.CacheWrite1h,
        AudioIn = price.Rates.AudioIn,
        AudioOut = price.Rates.AudioOut,
        PerRequest = price.Rates.PerRequest == 0 ? null : price.Rates.PerRequest,
        By = changes.Actor,
        Source = changes.Source,
    };
}
