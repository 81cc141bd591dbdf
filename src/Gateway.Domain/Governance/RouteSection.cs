using Gateway.Domain.Routing;

namespace Gateway.Domain.Governance;

/// <summary>Reads <c>routes</c>.</summary>
internal static class RouteSection
{
    private static readonly DeclarationRule KnownStrategy = DeclarationRule.OneOf("strategy", RouteStrategies.Names);

    public static IReadOnlyList<DeclaredRoute> Read(ObjectReader document, DeclaredNames names)
    {
        var taken = new HashSet<(string?, string)>();
        return document.Objects("routes", reader => ReadRoute(reader, names, taken));
    }

    private static DeclaredRoute ReadRoute(ObjectReader reader, DeclaredNames names, HashSet<(string?, string)> taken)
    {
        var model = reader.Text("model", DeclarationRule.Model);
        var organization = names.ReadOwner(reader);
        if (!taken.Add((organization, model)) && model.Length > 0)
            reader.Refuse("model", $"The route '{model}' is declared twice. Keep one, with the targets of both.");

        var strategy = reader.OptionalText("strategy", KnownStrategy);
        reader.RequireSome("targets");
        return new DeclaredRoute(
            model,
            organization,
            string.IsNullOrEmpty(strategy) ? RouteStrategy.Priority : RouteStrategies.Parse(strategy),
            reader.Objects("targets", target => ReadTarget(target, organization, names)));
    }

    private static Target ReadTarget(ObjectReader reader, string? organization, DeclaredNames names)
    {
        var provider = reader.Text("provider", DeclarationRule.Name);
        if (!names.HasProvider(organization, provider))
            reader.Refuse("provider", $"There is no provider '{provider}' that this route may use. Declare it under providers.");
        return new Target(provider, reader.Text("model", DeclarationRule.Model));
    }
}
