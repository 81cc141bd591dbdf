using Gateway.Domain.Routing;

namespace Gateway.Domain.Governance;

/// <summary>Routes that are declared, declared otherwise, or no longer declared.</summary>
internal static class RouteDiff
{
    public static void Add(ControlPlane state, Declaration declared, ChangeSet changes)
    {
        var standing = state.Routes.ToDictionary(route => (route.Organization, route.Model));
        foreach (var wanted in declared.Routes)
        {
            if (!standing.Remove((wanted.Organization, wanted.Model), out var route))
                changes.Begin(wanted.Organization, Declare(wanted, changes));
            else if (!changes.IsForeign($"The route '{wanted.Model}'", route.Source) && !IsSame(route, wanted))
                changes.Append(route.Id, route.Organization, Change(wanted, changes));
        }

        foreach (var route in standing.Values.Where(route => route.Source == changes.Source))
            changes.Append(route.Id, route.Organization, new RouteRemoved { By = changes.Actor, Source = changes.Source });
    }

    private static bool IsSame(Route route, DeclaredRoute wanted) => route.Strategy == wanted.Strategy && route.Targets.SequenceEqual(wanted.Targets);

    private static RouteDeclared Declare(DeclaredRoute wanted, ChangeSet changes) => new()
    {
        Model = wanted.Model,
        Organization = wanted.Organization,
        Strategy = RouteStrategies.NameOf(wanted.Strategy),
        Targets = wanted.Targets,
        By = changes.Actor,
        Source = changes.Source,
    };

    private static RouteChanged Change(DeclaredRoute wanted, ChangeSet changes) => new()
    {
        Strategy = RouteStrategies.NameOf(wanted.Strategy),
        Targets = wanted.Targets,
        By = changes.Actor,
        Source = changes.Source,
    };
}
