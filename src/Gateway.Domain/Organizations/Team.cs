using Gateway.Domain.Governance;

namespace Gateway.Domain.Organizations;

/// <summary>A team of an organization exists from now on. It is never removed.</summary>
public sealed record TeamCreated : ControlPlaneEvent
{
    /// <summary>The organization's name.</summary>
    public required string Organization { get; init; }

    /// <summary>Its name: permanent, unique within the organization.</summary>
    public required string Name { get; init; }
}

/// <summary>A part of an organization that cost and policy attach to, as the events tell it.</summary>
/// <param name="Id">The team's stream id.</param>
/// <param name="Organization">The organization's name.</param>
/// <param name="Name">Unique within the organization.</param>
public sealed record Team(Guid Id, string Organization, string Name)
{
    /// <summary>The state after an event; events of other streams change nothing.</summary>
    public static Team? Evolve(Team? team, Guid id, object @event) => @event switch
    {
        TeamCreated created => new Team(id, created.Organization, created.Name),
        _ => team,
    };
}
