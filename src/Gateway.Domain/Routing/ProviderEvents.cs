using Gateway.Domain.Governance;

namespace Gateway.Domain.Routing;

/// <summary>A provider can be named as a target from now on.</summary>
public sealed record ProviderDeclared : ControlPlaneEvent
{
    /// <summary>Unique within its organization, or among the operator's.</summary>
    public required string Name { get; init; }

    /// <summary>The organization it belongs to; absent: the operator's, for everybody.</summary>
    public string? Organization { get; init; }

    /// <summary>Its dialect: <c>openai</c>, <c>openai-compatible</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Absolute, ends with the version segment.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>Where its credential is: <c>env:NAME</c> or <c>file:PATH</c>; absent: it wants none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Where it processes data; absent: not stated.</summary>
    public string? Region { get; init; }
}

/// <summary>A provider is reached otherwise from now on; the event holds all of it, not only what changed.</summary>
public sealed record ProviderChanged : ControlPlaneEvent
{
    /// <summary>Its dialect: <c>openai</c>, <c>openai-compatible</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Absolute, ends with the version segment.</summary>
    public required string BaseUrl { get; init; }

    /// <summary>Where its credential is: <c>env:NAME</c> or <c>file:PATH</c>; absent: it wants none.</summary>
    public string? ApiKey { get; init; }

    /// <summary>Where it processes data; absent: not stated.</summary>
    public string? Region { get; init; }
}

/// <summary>A provider can be named no more; another of the same name is another stream.</summary>
public sealed record ProviderRemoved : ControlPlaneEvent;
