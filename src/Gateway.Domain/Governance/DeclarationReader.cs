namespace Gateway.Domain.Governance;

/// <summary>
/// Reads a declaration from JSON, strictly: what it doesn't know it refuses, and every error is found in one reading. The format is in
/// <c>docs/configuration.md</c>.
/// </summary>
public static class DeclarationReader
{
    /// <summary>Reads a declaration.</summary>
    /// <param name="utf8">The JSON; a byte order mark is skipped.</param>
    /// <param name="source">Who declares, one of <see cref="DeclarationSources"/>.</param>
    /// <param name="resolve">Fetches the virtual keys' secrets, to hash them. Providers' credentials are not fetched.</param>
    public static DeclarationReading Read(ReadOnlySpan<byte> utf8, string source, ResolveSecret resolve)
    {
        var errors = new List<DeclarationError>();
        var root = SourceParser.Parse(utf8, errors);
        var declaration = root is null ? null : ObjectReader.Read(root, errors, document => ReadDocument(document, source, resolve));
        return errors.Count == 0
            ? new DeclarationReading(declaration, [])
            : new DeclarationReading(null, errors.OrderBy(error => error.Line).ThenBy(error => error.Position).ToList());
    }

    // In the order in which one names the other, whatever the order in the text.
    private static Declaration ReadDocument(ObjectReader document, string source, ResolveSecret resolve)
    {
        var names = new DeclaredNames();
        var declaration = new Declaration
        {
            Source = source,
            Organizations = OrganizationSection.Read(document, names),
            Providers = ProviderSection.Read(document, names),
            Routes = RouteSection.Read(document, names),
            Keys = KeySection.Read(document, names, resolve),
            Prices = PriceSection.Read(document, names),
        };
        document.Unsupported("quotas", "This version does not enforce quotas, so it refuses them. Take the member out.");
        return declaration;
    }
}
