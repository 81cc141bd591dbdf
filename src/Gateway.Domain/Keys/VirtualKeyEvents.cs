using Gateway.Domain.Governance;

namespace Gateway.Domain.Keys;

/// <summary>A virtual key was made. What it is attributed to is settled for good: a key that moves is revoked and made anew.</summary>
public sealed record VirtualKeyCreated : ControlPlaneEvent
{
    /// <summary>Unique among the organization's active keys.</summary>
    public required string Name { get; init; }

    /// <summary>The organization's name.</summary>
    public required string Organization { get; init; }

    /// <summary>The team's name; absent: the whole organization's key.</summary>
    public string? Team { get; init; }

    /// <summary>The project's name; absent: the whole team's or organization's key.</summary>
    public string? Project { get; init; }

    /// <summary>SHA-256 of the secret, lower-case hex.</summary>
    public required string SecretHash { get; init; }

    /// <summary>The secret's first characters, to recognise it by.</summary>
    public required string SecretPrefix { get; init; }

    /// <summary>The models it may use: names, or prefixes that end in <c>*</c>.</summary>
    public required IReadOnlyList<string> Models { get; init; }
}

/// <summary>A virtual key may use other models from now on.</summary>
public sealed record VirtualKeyModelsChanged : ControlPlaneEvent
{
    /// <summary>All the models it may use now: names, or prefixes that end in <c>*</c>.</summary>
    public required IReadOnlyList<string> Models { get; init; }
}

/// <summary>A virtual key has another secret from now on; the one before is worth nothing any more.</summary>
public sealed record VirtualKeySecretRotated : ControlPlaneEvent
{
    /// <summary>SHA-256 of the new secret, lower-case hex.</summary>
    public required string SecretHash { get; init; }

    /// <summary>The new secret's first characters.</summary>
    public required string SecretPrefix { get; init; }
}

/// <summary>A virtual key was taken back for good.</summary>
public sealed record VirtualKeyRevoked : ControlPlaneEvent;
