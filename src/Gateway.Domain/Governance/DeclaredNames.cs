namespace Gateway.Domain.Governance;

/// <summary>The names that a declaration has given so far. A name that was itself refused is empty and counts as known: one error is enough.</summary>
internal sealed class DeclaredNames
{
    private readonly HashSet<string> _organizations = [];
    private readonly HashSet<(string Organization, string Team)> _teams = [];
    private readonly HashSet<(string Organization, string Team, string Project)> _projects = [];
    private readonly HashSet<(string? Organization, string Provider)> _providers = [];

    public bool AddOrganization(string name) => _organizations.Add(name) || name.Length == 0;

    public bool AddTeam(string organization, string name) => _teams.Add((organization, name)) || name.Length == 0;

    public void AddProject(string organization, string team, string name) => _projects.Add((organization, team, name));

    public bool AddProvider(string? organization, string name) => _providers.Add((organization, name)) || name.Length == 0;

    public bool HasTeam(string organization, string name) =>
        _teams.Contains((organization, name)) || name.Length == 0 || !_organizations.Contains(organization);

    public bool HasProject(string organization, string team, string name) =>
        _projects.Contains((organization, team, name)) || name.Length == 0 || !_teams.Contains((organization, team));

    /// <summary>Whether an organization (null: the operator) can name a provider: its own or the operator's.</summary>
    public bool HasProvider(string? organization, string name) =>
        _providers.Contains((organization, name)) || _providers.Contains((null, name)) || name.Length == 0;

    /// <summary>Reads the member <c>organization</c> of something that belongs to the operator without it.</summary>
    public string? ReadOwner(ObjectReader reader) => CheckOrganization(reader, reader.OptionalText("organization", DeclarationRule.Name));

    /// <summary>Reads the member <c>organization</c> of something that belongs to one in any case.</summary>
    public string ReadOrganization(ObjectReader reader) => CheckOrganization(reader, reader.Text("organization", DeclarationRule.Name))!;

    private string? CheckOrganization(ObjectReader reader, string? name)
    {
        if (!string.IsNullOrEmpty(name) && !_organizations.Contains(name))
            reader.Refuse("organization", $"There is no organization '{name}'. Declare it under organizations.");
        return name;
    }
}
