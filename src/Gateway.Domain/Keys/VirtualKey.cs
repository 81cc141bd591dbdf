using Gateway.Domain.Governance;

namespace Gateway.Domain.Keys;

/// <summary>Whether a virtual key lets calls through.</summary>
public enum VirtualKeyStatus
{
    /// <summary>It does.</summary>
    Active,

    /// <summary>It was taken back and never will again.</summary>
    Revoked,
}

/// <summary>The credential that a client holds, as the events tell it. The secret itself is nowhere.</summary>
/// <param name="Id">The key's stream id.</param>
/// <param name="Name">Unique within its organization.</param>
/// <param name="Organization">The organization's name.</param>
/// <param name="Team">The team's name; null: the whole organization's key.</param>
/// <param name="Project">The project's name; null: the whole team's key.</param>
/// <param name="SecretHash">SHA-256 of the secret, lower-case hex.</param>
/// <param name="SecretPrefix">The secret's first characters, to recognise it by.</param>
/// <param name="Models">The models it may use: names, or prefixes that end in <c>*</c>.</param>
/// <param name="Status">Whether it lets calls through.</param>
public sealed record VirtualKey(
    Guid Id,
    string Name,
    string Organization,
    string? Team,
    string? Project,
    string SecretHash,
    string SecretPrefix,
    IReadOnlyList<string> Models,
    VirtualKeyStatus Status)
{
    /// <summary>What it came from, one of <see cref="DeclarationSources"/>.</summary>
    public string Source { get; init; } = "";

    /// <summary>Whether the key may use a model.</summary>
    public bool MayUse(string model)
    {
        // By index: an enumerator over the interface would be the only garbage of a decision.
        for (var index = 0; index < Models.Count; index++)
        {
            var pattern = Models[index];
            if (pattern.EndsWith('*') ? model.StartsWith(pattern.AsSpan(0, pattern.Length - 1), StringComparison.Ordinal) : pattern == model)
                return true;
        }

        return false;
    }

    /// <summary>The state after an event; events of other streams change nothing.</summary>
    public static VirtualKey? Evolve(VirtualKey? key, Guid id, object @event) => @event switch
    {
        VirtualKeyCreated created => new VirtualKey(
            id,
            created.Name,
            created.Organization,
            created.Team,
            created.Project,
            created.SecretHash,
            created.SecretPrefix,
            created.Models,
            VirtualKeyStatus.Active)
        {
            Source = created.Source,
        },
        VirtualKeyModelsChanged changed => key! with { Models = changed.Models },
        VirtualKeySecretRotated rotated => key! with { SecretHash = rotated.SecretHash, SecretPrefix = rotated.SecretPrefix },
        VirtualKeyRevoked => key! with { Status = VirtualKeyStatus.Revoked },
        _ => key,
    };
}
