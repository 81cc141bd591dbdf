using Gateway.Domain.Keys;

namespace Gateway.Domain.Governance;

/// <summary>Virtual keys that are declared, declared otherwise, or no longer declared.</summary>
internal static class KeyDiff
{
    public static void Add(ControlPlane state, Declaration declared, ChangeSet changes)
    {
        var active = state.Keys.Where(key => key.Status == VirtualKeyStatus.Active).ToList();
        RefuseSharedSecrets(active, declared, changes);

        var standing = active.ToDictionary(key => (key.Organization, key.Name));
        foreach (var wanted in declared.Keys)
        {
            if (!standing.Remove((wanted.Organization, wanted.Name), out var key))
                changes.Begin(wanted.Organization, Create(wanted, changes));
            else if (!changes.IsForeign($"The key '{wanted.Name}' of '{wanted.Organization}'", key.Source))
                Change(key, wanted, changes);
        }

        foreach (var key in standing.Values.Where(key => key.Source == changes.Source))
            changes.Append(key.Id, key.Organization, Revoke(changes));
    }

    // Two keys of one secret could not be told apart. Keys of the same source are compared when the declaration is read.
    private static void RefuseSharedSecrets(List<VirtualKey> active, Declaration declared, ChangeSet changes)
    {
        var foreign = active.Where(key => key.Source != changes.Source).ToDictionary(key => key.SecretHash);
        foreach (var wanted in declared.Keys)
        {
            if (foreign.TryGetValue(wanted.SecretHash, out var key) && (key.Organization, key.Name) != (wanted.Organization, wanted.Name))
                changes.Refuse("secret_in_use", $"The key '{wanted.Name}' of '{wanted.Organization}' has the secret of another active key. Give it its own.");
        }
    }

    private static void Change(VirtualKey key, DeclaredKey wanted, ChangeSet changes)
    {
        if ((key.Team, key.Project) != (wanted.Team, wanted.Project))
        {
            changes.Append(key.Id, key.Organization, Revoke(changes));
            changes.Begin(wanted.Organization, Create(wanted, changes));
            return;
        }

        var events = new List<ControlPlaneEvent>();
        if (!key.Models.SequenceEqual(wanted.Models))
            events.Add(new VirtualKeyModelsChanged { Models = wanted.Models, By = changes.Actor, Source = changes.Source });
        if (key.SecretHash != wanted.SecretHash)
            events.Add(Rotate(wanted, changes));
        changes.Append(key.Id, key.Organization, events);
    }

    private static VirtualKeyCreated Create(DeclaredKey wanted, ChangeSet changes) => new()
    {
        Name = wanted.Name,
        Organization = wanted.Organization,
        Team = wanted.Team,
        Project = wanted.Project,
        SecretHash = wanted.SecretHash,
        SecretPrefix = wanted.SecretPrefix,
        Models = wanted.Models,
        By = changes.Actor,
        Source = changes.Source,
    };

    private static VirtualKeySecretRotated Rotate(DeclaredKey wanted, ChangeSet changes) =>
        new() { SecretHash = wanted.SecretHash, SecretPrefix = wanted.SecretPrefix, By = changes.Actor, Source = changes.Source };

    private static VirtualKeyRevoked Revoke(ChangeSet changes) => new() { By = changes.Actor, Source = changes.Source };
}
