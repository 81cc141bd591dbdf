using Gateway.Domain.Pricing;

namespace Gateway.Domain.Governance;

/// <summary>Reads <c>prices</c>.</summary>
internal static class PriceSection
{
    public static IReadOnlyList<DeclaredPrice> Read(ObjectReader document, DeclaredNames names)
    {
        var taken = new HashSet<(string?, string, string, DateTimeOffset)>();
        return document.Objects("prices", reader => ReadPrice(reader, names, taken));
    }

    private static DeclaredPrice ReadPrice(ObjectReader reader, DeclaredNames names, HashSet<(string?, string, string, DateTimeOffset)> taken)
    {
        var organization = names.ReadOwner(reader);
        var provider = reader.Text("provider", DeclarationRule.Name);
        if (!names.HasProvider(organization, provider))
            reader.Refuse("provider", $"There is no provider '{provider}' that this price may be of. Declare it under providers.");

        var model = reader.Text("model", DeclarationRule.Model);
        var from = reader.Day("from");
        if (from is { } day && provider.Length > 0 && model.Length > 0 && !taken.Add((organization, provider, model, day)))
            reader.Refuse("from", $"The price of '{model}' at '{provider}' from {day:yyyy-MM-dd} is declared twice. Keep one.");

        return new DeclaredPrice(organization, provider, model, from ?? default, ReadRates(reader));
    }

    private static Rates ReadRates(ObjectReader reader) => new(
        reader.Price("input"),
        reader.Price("output"),
        reader.OptionalPrice("cacheRead"),
        reader.OptionalPrice("cacheWrite5m"),
        reader.OptionalPrice("cacheWrite1h"),
        reader.OptionalPrice("audioIn"),
        reader.OptionalPrice("audioOut"),
        reader.OptionalPrice("perRequest") ?? 0);
}
