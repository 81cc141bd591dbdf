namespace Gateway.Domain.Governance;

/// <summary>Reads <c>organizations</c>.</summary>
internal static class OrganizationSection
{
    public static IReadOnlyList<DeclaredOrganization> Read(ObjectReader document, DeclaredNames names) =>
        document.Objects("organizations", reader => ReadOrganization(reader, names));

    private static DeclaredOrganization ReadOrganization(ObjectReader reader, DeclaredNames names)
    {
        var name = reader.Text("name", DeclarationRule.Name);
        if (!names.AddOrganization(name))
            reader.Refuse("name", $"The organization '{name}' is declared twice. Keep one, with the teams of both.");
        return new DeclaredOrganization(name, reader.Objects("teams", team => ReadTeam(team, name, names)));
    }

    private static DeclaredTeam ReadTeam(ObjectReader reader, string organization, DeclaredNames names)
    {
        var name = reader.Text("name", DeclarationRule.Name);
        if (!names.AddTeam(organization, name))
            reader.Refuse("name", $"The team '{name}' of '{organization}' is declared twice. Keep one, with the projects of both.");
        var projects = reader.Texts("projects", DeclarationRule.Name);
        projects.ForEach(project => names.AddProject(organization, name, project));
        return new DeclaredTeam(name, projects);
    }
}
