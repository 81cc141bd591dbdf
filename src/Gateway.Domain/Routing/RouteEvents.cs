using Gateway.Domain.Governance;

namespace Gateway.Domain.Routing;

/// <summary>A model can be asked for from now on.</summary>
public sealed record RouteDeclared : ControlPlaneEvent
{
    /// <summary>The name that clients ask for; unique within its organization, or among the operator's.</summary>
    public required string Model { get; init; }

    /// <summary>The organization it belongs to; absent: the operator's, for everybody.</summary>
    public string? Organization { get; init; }

    /// <summary>How it chooses among its targets: <c>priority</c>.</summary>
    public required string Strategy { get; init; }

    /// <summary>Where it leads; at least one.</summary>
    public required IReadOnlyList<Target> Targets { get; init; }
}

/// <summary>A route leads elsewhere from now on; the event holds all of it, not only what changed.</summary>
public sealed record RouteChanged : ControlPlaneEvent
{
    /// <summary>How it chooses among its targets: <c>priority</c>.</summary>
    public required string Strategy { get; init; }

    /// <summary>Where it leads; at least one.</summary>
    public required IReadOnlyList<Target> Targets { get; init; }
}

/// <summary>A route serves nobody any more; another of the same name is another stream.</summary>
public sealed record RouteRemoved : ControlPlaneEvent;
