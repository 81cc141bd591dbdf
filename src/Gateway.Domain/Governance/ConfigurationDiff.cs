namespace Gateway.Domain.Governance;

/// <summary>
/// What has to happen for the control plane to be what is declared. What the same source declared before and no longer does goes: keys
/// are revoked, providers and routes removed, prices that are not in force yet withdrawn. Organizations, teams, projects and prices in
/// force stay: calls name them. What another source declared is never touched.
/// </summary>
/// <param name="Changes">In the order in which they are to be appended; empty: nothing to do.</param>
/// <param name="Refusals">Why it can't be done; not empty: nothing of it is to be done.</param>
public sealed record ConfigurationDiff(IReadOnlyList<StreamChange> Changes, IReadOnlyList<Rejection> Refusals)
{
    /// <summary>Compares.</summary>
    /// <param name="state">What is.</param>
    /// <param name="declared">What is to be.</param>
    /// <param name="newId">Ids of the streams that begin.</param>
    /// <param name="actor">Who does it.</param>
    /// <param name="now">Decides whether a price is in force.</param>
    public static ConfigurationDiff Between(ControlPlane state, Declaration declared, Func<Guid> newId, string actor, DateTimeOffset now)
    {
        var changes = new ChangeSet(declared.Source, actor, newId);
        ScopeDiff.Add(state, declared, changes);
        ProviderDiff.Add(state, declared, changes);
        RouteDiff.Add(state, declared, changes);
        KeyDiff.Add(state, declared, changes);
        PriceDiff.Add(state, declared, now, changes);
        RefuseDanglingRoutes(state.After(changes.Changes), changes);
        return new ConfigurationDiff(changes.Changes, changes.Refusals);
    }

    // A declaration is whole in itself; only another source's route can name a provider that goes.
    private static void RefuseDanglingRoutes(ControlPlane after, ChangeSet changes)
    {
        var providers = after.Providers.Select(provider => (provider.Organization, provider.Name)).ToHashSet();
        foreach (var route in after.Routes)
        {
            foreach (var target in route.Targets.Where(
                target => !providers.Contains((route.Organization, target.Provider)) && !providers.Contains((null, target.Provider))))
            {
                changes.Refuse("provider_in_use", $"The provider '{target.Provider}' is a target of the route '{route.Model}', declared by '{route.Source}'.");
            }
        }
    }
}
