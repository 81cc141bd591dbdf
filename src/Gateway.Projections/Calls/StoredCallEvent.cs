using System.Text.Json;

namespace Gateway.Projections.Calls;

/// <summary>An event of a call as the store holds it.</summary>
/// <param name="Sequence">From 1, within the call.</param>
/// <param name="Position">Where it stands in the store.</param>
/// <param name="Type">The stored name.</param>
/// <param name="At">When it was recorded, by the database's clock.</param>
/// <param name="Data">The stored object.</param>
public sealed record StoredCallEvent(int Sequence, long Position, string Type, DateTimeOffset At, JsonElement Data);
