using Gateway.Domain.Calls;
namespace Gateway.Projections.Calls;

/// <summary>Which calls are meant: every member that is set must hold; a list holds when it names the call's value, so an empty one never does.</summary>
public sealed record CallFilter
{
    /// <summary>By how far the call has come.</summary>
    public IReadOnlyList<CallStatus>? Status { get; init; }

    /// <summary>By the model that the client asked for.</summary>
    public IReadOnlyList<string>? Model { get; init; }

    /// <summary>By the provider that answered, or was tried last.</summary>
    public IReadOnlyList<string>? Provider { get; init; }

    /// <summary>By organization, within those that the caller may see.</summary>
    public IReadOnlyList<string>? Organization { get; init; }

    /// <summary>By team.</summary>
    public IReadOnlyList<string>? Team { get; init; }

    /// <summary>By project.</summary>
    public IReadOnlyList<string>? Project { get; init; }

    /// <summary>By the virtual key's name.</summary>
    public IReadOnlyList<string>? Key { get; init; }

    /// <summary>By the session that the client named.</summary>
    public IReadOnlyList<string>? Session { get; init; }

    /// <summary>By the agent that the client named.</summary>
    public IReadOnlyList<string>? Agent { get; init; }

    /// <summary>By W3C trace id.</summary>
    public IReadOnlyList<string>? Trace { get; init; }

    /// <summary>Started at this instant or later.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Started before this instant.</summary>
    public DateTimeOffset? To { get; init; }
}
