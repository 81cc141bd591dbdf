using Gateway.Domain.Access;
using Marten;

namespace Gateway.Projections.Access;

/// <summary>The stored names of the events of access. A name is for ever.</summary>
public static class AccessEvents
{
    internal static void Register(StoreOptions options) => options.Events.MapEventType<AuthenticationFailed>("authentication_failed");
}
