using Gateway.Domain.Organizations;

namespace Gateway.Domain.Governance;

/// <summary>Organizations, teams and projects that are declared and do not exist. They have no owner: whoever names one first creates it.</summary>
internal static class ScopeDiff
{
    public static void Add(ControlPlane state, Declaration declared, ChangeSet changes)
    {
        var organizations = state.Organizations.Select(organization => organization.Name).ToHashSet();
        var teams = state.Teams.Select(team => (team.Organization, team.Name)).ToHashSet();
        var projects = state.Projects.Select(project => (project.Organization, project.Team, project.Name)).ToHashSet();
        foreach (var organization in declared.Organizations)
        {
            var name = organization.Name;
            if (!organizations.Contains(name))
                changes.Begin(name, new OrganizationCreated { Name = name, By = changes.Actor, Source = changes.Source });
            foreach (var team in organization.Teams)
            {
                if (!teams.Contains((name, team.Name)))
                    changes.Begin(name, new TeamCreated { Organization = name, Name = team.Name, By = changes.Actor, Source = changes.Source });
                foreach (var project in team.Projects.Where(project => !projects.Contains((name, team.Name, project))))
                    changes.Begin(name, ProjectOf(name, team.Name, project, changes));
            }
        }
    }

    private static ProjectCreated ProjectOf(string organization, string team, string project, ChangeSet changes) =>
        new() { Organization = organization, Team = team, Name = project, By = changes.Actor, Source = changes.Source };
}
