using Gateway.Domain.Governance;

namespace Gateway.Domain.Routing;

/// <summary>How a route chooses among its targets.</summary>
public enum RouteStrategy
{
    /// <summary>The first that answers, in the order given.</summary>
    Priority,
}

/// <summary>A provider and its name of a model.</summary>
/// <param name="Provider">The provider's configured name.</param>
/// <param name="Model">The provider's name of the model.</param>
public sealed record Target(string Provider, string Model);

/// <summary>A named virtual model, as the events tell it.</summary>
/// <param name="Id">The route's stream id.</param>
/// <param name="Model">The name that clients ask for; unique within its organization, or among the operator's.</param>
/// <param name="Organization">The organization it belongs to; null: the operator's, for everybody.</param>
/// <param name="Strategy">How it chooses among its targets.</param>
/// <param name="Targets">Where it leads; at least one.</param>
public sealed record Route(Guid Id, string Model, string? Organization, RouteStrategy Strategy, IReadOnlyList<Target> Targets)
{
    /// <summary>What it came from, one of <see cref="DeclarationSources"/>.</summary>
    public string Source { get; init; } = "";

    /// <summary>The state after an event; null: the route is gone. Events of other streams change nothing.</summary>
    public static Route? Evolve(Route? route, Guid id, object @event) => @event switch
    {
        RouteDeclared declared => new Route(
            id, declared.Model, declared.Organization, RouteStrategies.Parse(declared.Strategy), declared.Targets)
        {
            Source = declared.Source,
        },
        RouteChanged changed => route! with { Strategy = RouteStrategies.Parse(changed.Strategy), Targets = changed.Targets },
        RouteRemoved => null,
        _ => route,
    };
}
