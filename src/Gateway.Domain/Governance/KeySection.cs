using Gateway.Domain.Keys;

namespace Gateway.Domain.Governance;

/// <summary>Reads <c>keys</c>. A secret is fetched, hashed and forgotten.</summary>
internal static class KeySection
{
    public static IReadOnlyList<DeclaredKey> Read(ObjectReader document, DeclaredNames names, ResolveSecret resolve)
    {
        var taken = new HashSet<(string, string)>();
        var hashes = new HashSet<string>();
        return document.Objects("keys", reader => ReadKey(reader, names, taken, secret => ReadSecret(secret, hashes, resolve)));
    }

    private static DeclaredKey ReadKey(
        ObjectReader reader, DeclaredNames names, HashSet<(string, string)> taken, Func<ObjectReader, (string Hash, string Prefix)> readSecret)
    {
        var name = reader.Text("name", DeclarationRule.Name);
        var organization = names.ReadOrganization(reader);
        if (!taken.Add((organization, name)) && name.Length > 0)
            reader.Refuse("name", $"The key '{name}' of '{organization}' is declared twice. Keep one, or name them apart.");

        var team = reader.OptionalText("team", DeclarationRule.Name);
        if (team is not null && !names.HasTeam(organization, team))
            reader.Refuse("team", $"'{organization}' has no team '{team}'. Declare it under organizations.");
        var project = reader.OptionalText("project", DeclarationRule.Name);
        if (project is not null && team is null)
            reader.Refuse("project", "A project is a team's. Name the team too.");
        else if (project is not null && !names.HasProject(organization, team!, project))
            reader.Refuse("project", $"The team '{team}' has no project '{project}'. Declare it under organizations.");

        var (hash, prefix) = readSecret(reader);
        reader.RequireSome("models");
        return new DeclaredKey(name, organization, team, project, hash, prefix, reader.Texts("models", DeclarationRule.Pattern));
    }

    private static (string Hash, string Prefix) ReadSecret(ObjectReader reader, HashSet<string> hashes, ResolveSecret resolve)
    {
        var reference = reader.Text("secret", DeclarationRule.Reference);
        if (reference.Length == 0)
            return ("", "");
        if (resolve(reference) is not { Length: > 0 } secret)
            return (reader.Refuse("secret", $"'{reference}' leads to nothing. Set it, or name another."), "");
        if (!KeySecret.IsAcceptable(secret))
        {
            var rule = $"What '{reference}' leads to is no key's secret: {KeySecret.MinLength} to {KeySecret.MaxLength} visible ASCII characters, no spaces.";
            return (reader.Refuse("secret", rule), "");
        }

        var hash = KeySecret.HashOf(secret);
        if (!hashes.Add(hash))
            reader.Refuse("secret", "Another key has the same secret. Give each its own.");
        return (hash, KeySecret.PrefixOf(secret));
    }
}
