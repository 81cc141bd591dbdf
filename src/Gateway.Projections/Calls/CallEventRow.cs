using System.Text.Json;
using Gateway.Projections.Content;
using Gateway.Projections.Store;

namespace Gateway.Projections.Calls;

/// <summary>An event of a call as the store keeps it.</summary>
/// <param name="Id">The event's own id.</param>
/// <param name="Type">Its stored name.</param>
/// <param name="DotNetType">The type it is read as, in the store's way of writing it.</param>
/// <param name="Data">The event as JSON, UTF-8.</param>
public sealed record CallEventRow(Guid Id, string Type, string DotNetType, byte[] Data)
{
    /// <summary>An event as it will be stored, under a new id.</summary>
    public static CallEventRow Of(object @event)
    {
        var type = @event.GetType();
        return new CallEventRow(
            BufferedRandom.NewVersion7(DateTimeOffset.UtcNow),
            CallEvents.NameOf(@event),
            $"{type.FullName}, {type.Assembly.GetName().Name}",
            JsonSerializer.SerializeToUtf8Bytes(@event, type, StoreJson.Options));
    }
}
