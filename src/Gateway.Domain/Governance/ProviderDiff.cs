using Gateway.Domain.Routing;

namespace Gateway.Domain.Governance;

/// <summary>Providers that are declared, declared otherwise, or no longer declared.</summary>
internal static class ProviderDiff
{
    public static void Add(ControlPlane state, Declaration declared, ChangeSet changes)
    {
        var standing = state.Providers.ToDictionary(provider => (provider.Organization, provider.Name));
        foreach (var wanted in declared.Providers)
        {
            if (!standing.Remove((wanted.Organization, wanted.Name), out var provider))
                changes.Begin(wanted.Organization, Declare(wanted, changes));
            else if (!changes.IsForeign($"The provider '{wanted.Name}'", provider.Source) && !IsSame(provider, wanted))
                changes.Append(provider.Id, provider.Organization, Change(wanted, changes));
        }

        foreach (var provider in standing.Values.Where(provider => provider.Source == changes.Source))
            changes.Append(provider.Id, provider.Organization, new ProviderRemoved { By = changes.Actor, Source = changes.Source });
    }

    private static bool IsSame(Provider provider, DeclaredProvider wanted) =>
        (provider.Kind, provider.BaseUrl, provider.ApiKey, provider.Region) == (wanted.Kind, wanted.BaseUrl, wanted.ApiKey, wanted.Region);

    private static ProviderDeclared Declare(DeclaredProvider wanted, ChangeSet changes) => new()
    {
        Name = wanted.Name,
        Organization = wanted.Organization,
        Kind = ProviderKinds.NameOf(wanted.Kind),
        BaseUrl = wanted.BaseUrl,
        ApiKey = wanted.ApiKey,
        Region = wanted.Region,
        By = changes.Actor,
        Source = changes.Source,
    };

    private static ProviderChanged Change(DeclaredProvider wanted, ChangeSet changes) => new()
    {
        Kind = ProviderKinds.NameOf(wanted.Kind),
        BaseUrl = wanted.BaseUrl,
        ApiKey = wanted.ApiKey,
        Region = wanted.Region,
        By = changes.Actor,
        Source = changes.Source,
    };
}
