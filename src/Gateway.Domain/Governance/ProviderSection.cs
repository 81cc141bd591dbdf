using Gateway.Domain.Routing;

namespace Gateway.Domain.Governance;

/// <summary>Reads <c>providers</c>.</summary>
internal static class ProviderSection
{
    private static readonly DeclarationRule KnownKind = DeclarationRule.OneOf("kind of provider", ProviderKinds.Names);

    public static IReadOnlyList<DeclaredProvider> Read(ObjectReader document, DeclaredNames names) =>
        document.Objects("providers", reader => ReadProvider(reader, names));

    private static DeclaredProvider ReadProvider(ObjectReader reader, DeclaredNames names)
    {
        var name = reader.Text("name", DeclarationRule.Name);
        var organization = names.ReadOwner(reader);
        if (!names.AddProvider(organization, name))
            reader.Refuse("name", $"The provider '{name}' is declared twice. Keep one, or name them apart.");

        var kind = reader.Text("kind", KnownKind);
        return new DeclaredProvider(
            name,
            organization,
            kind.Length == 0 ? default : ProviderKinds.Parse(kind),
            reader.Text("baseUrl", DeclarationRule.BaseUrl),
            reader.OptionalText("apiKey", DeclarationRule.Reference),
            reader.OptionalText("region", DeclarationRule.Name));
    }
}
