using Gateway.Domain.Governance;

namespace Gateway.Domain.Organizations;

/// <summary>A project of a team exists from now on. It is never removed.</summary>
public sealed record ProjectCreated : ControlPlaneEvent
{
    /// <summary>The organization's name.</summary>
    public required string Organization { get; init; }

    /// <summary>The team's name.</summary>
    public required string Team { get; init; }

    /// <summary>Its name: permanent, unique within the team.</summary>
    public required string Name { get; init; }
}

/// <summary>A part of a team that cost and policy attach to, as the events tell it.</summary>
/// <param name="Id">The project's stream id.</param>
/// <param name="Organization">The organization's name.</param>
/// <param name="Team">The team's name.</param>
/// <param name="Name">Unique within the team.</param>
public sealed record Project(Guid Id, string Organization, string Team, string Name)
{
    /// <summary>The state after an event; events of other streams change nothing.</summary>
    public static Project? Evolve(Project? project, Guid id, object @event) => @event switch
    {
        ProjectCreated created => new Project(id, created.Organization, created.Team, created.Name),
        _ => project,
    };
}
