using Gateway.Domain.Keys;
using Gateway.Domain.Organizations;
using Gateway.Domain.Pricing;
using Gateway.Domain.Routing;

namespace Gateway.Domain.Governance;

/// <summary>Everything that was ever declared and still stands, in no order.</summary>
public sealed record ControlPlane
{
    /// <summary>A control plane in which nothing was ever declared.</summary>
    public static ControlPlane Empty { get; } = new();

    /// <summary>The organizations.</summary>
    public IReadOnlyList<Organization> Organizations { get; init; } = [];

    /// <summary>Their teams.</summary>
    public IReadOnlyList<Team> Teams { get; init; } = [];

    /// <summary>Their projects.</summary>
    public IReadOnlyList<Project> Projects { get; init; } = [];

    /// <summary>The virtual keys, revoked ones included.</summary>
    public IReadOnlyList<VirtualKey> Keys { get; init; } = [];

    /// <summary>The providers.</summary>
    public IReadOnlyList<Provider> Providers { get; init; } = [];

    /// <summary>The routes.</summary>
    public IReadOnlyList<Route> Routes { get; init; } = [];

    /// <summary>The price lists.</summary>
    public IReadOnlyList<PriceList> PriceLists { get; init; } = [];

    /// <summary>The state after changes.</summary>
    public ControlPlane After(IReadOnlyCollection<StreamChange> changes) => new()
    {
        Organizations = Fold(Organizations, state => state.Id, changes, Organization.Evolve),
        Teams = Fold(Teams, state => state.Id, changes, Team.Evolve),
        Projects = Fold(Projects, state => state.Id, changes, Project.Evolve),
        Keys = Fold(Keys, state => state.Id, changes, VirtualKey.Evolve),
        Providers = Fold(Providers, state => state.Id, changes, Provider.Evolve),
        Routes = Fold(Routes, state => state.Id, changes, Route.Evolve),
        PriceLists = Fold(PriceLists, state => state.Id, changes, PriceList.Evolve),
    };

    private static List<T> Fold<T>(
        IReadOnlyList<T> states, Func<T, Guid> idOf, IReadOnlyCollection<StreamChange> changes, Func<T?, Guid, object, T?> evolve)
        where T : class
    {
        var byId = states.ToDictionary(idOf);
        foreach (var change in changes)
        {
            var before = byId.GetValueOrDefault(change.Stream);
            if (change.Events.Aggregate(before, (state, @event) => evolve(state, change.Stream, @event)) is { } after)
                byId[change.Stream] = after;
            else
                byId.Remove(change.Stream);
        }

        return [.. byId.Values];
    }
}
