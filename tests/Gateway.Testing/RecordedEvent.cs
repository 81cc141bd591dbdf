using System.Text.Json;
using Gateway.Projections.Calls;

namespace Gateway.Testing;

/// <summary>An event of a call as it is stored.</summary>
/// <param name="Type">Its stored name.</param>
/// <param name="Data">Its JSON.</param>
public sealed record RecordedEvent(string Type, JsonElement Data)
{
    /// <summary>Whether the call ends with it.</summary>
    public bool IsTerminal => CallEvents.TerminalNames.Contains(Type);

    /// <summary>A member's text, or its JSON if it is no text; null: it is not there.</summary>
    public string? this[string member] => Data.TryGetProperty(member, out var value) ? value.ToString() : null;
}
