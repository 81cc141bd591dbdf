using System.Collections.Frozen;
using Gateway.Domain.Routing;

namespace Gateway.Domain.Governance;

/// <summary>A route with its targets' providers found.</summary>
internal sealed record RoutePlan(Route Route, IReadOnlyList<RouteTarget> Targets);

/// <summary>Every route that an organization may be served by, compiled once so that a call only looks it up.</summary>
internal sealed class RoutePlans
{
    private readonly FrozenDictionary<(string? Organization, string Model), RoutePlan> _plans;

    public RoutePlans(IEnumerable<Route> routes, Dictionary<(string? Organization, string Name), Provider> providers)
    {
        var plans = new Dictionary<(string?, string), RoutePlan>();
        var owners = providers.Keys.Where(name => name.Organization is not null).ToLookup(name => name.Name, name => name.Organization);
        var all = routes.ToList();
        foreach (var route in all)
            plans.Add((route.Organization, route.Model), Compile(route, route.Organization, providers));

        // An organization's own provider stands in for the operator's of the same name in the operator's routes too.
        foreach (var route in all.Where(route => route.Organization is null))
        {
            foreach (var organization in route.Targets.SelectMany(target => owners[target.Provider]).Distinct(StringComparer.Ordinal))
                plans.TryAdd((organization, route.Model), Compile(route, organization, providers));
        }

        _plans = plans.ToFrozenDictionary();
    }

    public RoutePlan? Find(string organization, string model) =>
        _plans.GetValueOrDefault((organization, model)) ?? _plans.GetValueOrDefault((null, model));

    public IEnumerable<Route> Of(string organization) =>
        _plans.Keys
            .Where(name => name.Organization is null || name.Organization == organization)
            .Select(name => name.Model)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(model => Find(organization, model)!.Route);

    private static RoutePlan Compile(Route route, string? organization, Dictionary<(string? Organization, string Name), Provider> providers) =>
        new(route, route.Targets.Select(target => new RouteTarget(FindProvider(organization, target, route, providers), target.Model)).ToArray());

    private static Provider FindProvider(
        string? organization, Target target, Route route, Dictionary<(string? Organization, string Name), Provider> providers) =>
        providers.GetValueOrDefault((organization, target.Provider))
        ?? providers.GetValueOrDefault((null, target.Provider))
        ?? throw new ArgumentException($"The route '{route.Model}' names the provider '{target.Provider}', which does not exist.", nameof(target));
}
