using Gateway.Domain.Governance;
using Gateway.Domain.Keys;
using Gateway.Domain.Pricing;
using Gateway.Domain.Routing;
using Gateway.Simulator.Catalog;

namespace Gateway.Ingress.Hosting.Sample;

/// <summary>What a first look finds declared: an organization, a key, and the simulator as the provider of priced models.</summary>
internal static class SampleOrganization
{
    private const string Organization = "acme";
    private const string Provider = "simulator";

    private static readonly DateTimeOffset PricedSince = new(2024, 10, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Rates SamplePrice = new(Input: 2.50m, Output: 10.00m, CacheRead: 1.25m);

    /// <summary>The declaration.</summary>
    /// <param name="credentials">Whose virtual key it is.</param>
    /// <param name="simulator">The simulator's base URL.</param>
    /// <param name="simulatorKey">Where the simulator's credential is.</param>
    public static Declaration Declare(SampleCredentials credentials, Uri simulator, string simulatorKey)
    {
        var models = ServedModel.Defaults.Select(model => model.Id).ToList();
        return new Declaration
        {
            Source = DeclarationSources.Sample,
            Organizations = [new DeclaredOrganization(Organization, [new DeclaredTeam("research", ["search"])])],
            Providers = [new DeclaredProvider(Provider, Organization: null, ProviderKind.OpenAICompatible, simulator.ToString(), simulatorKey, Region: "local")],
            Routes = models.ConvertAll(model => new DeclaredRoute(model, Organization: null, RouteStrategy.Priority, [new Target(Provider, model)])),
            Keys =
            [
                new DeclaredKey(
                    "sample", Organization, "research", "search", KeySecret.HashOf(credentials.VirtualKey), KeySecret.PrefixOf(credentials.VirtualKey), ["*"]),
            ],
            Prices = models.ConvertAll(model => new DeclaredPrice(Organization: null, Provider, model, PricedSince, SamplePrice)),
        };
    }
}
