using Gateway.Domain.Governance;

namespace Gateway.Domain.Organizations;

/// <summary>An organization exists from now on. It is never removed: the calls that name it are not either.</summary>
public sealed record OrganizationCreated : ControlPlaneEvent
{
    /// <summary>Its name: unique, permanent, and the name of its Marten tenant.</summary>
    public required string Name { get; init; }
}

/// <summary>Whom everything in the data plane belongs to, as the events tell it.</summary>
/// <param name="Id">The organization's stream id.</param>
/// <param name="Name">Unique.</param>
public sealed record Organization(Guid Id, string Name)
{
    /// <summary>The state after an event; events of other streams change nothing.</summary>
    public static Organization? Evolve(Organization? organization, Guid id, object @event) => @event switch
    {
        OrganizationCreated created => new Organization(id, created.Name),
        _ => organization,
    };
}
