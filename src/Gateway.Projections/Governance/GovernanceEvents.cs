using Gateway.Domain.Keys;
using Gateway.Domain.Organizations;
using Gateway.Domain.Pricing;
using Gateway.Domain.Routing;
using JasperFx.Events.Projections;
using Marten;

namespace Gateway.Projections.Governance;

/// <summary>
/// The stored names of the control plane's events (a name is for ever), and the documents of their states. What belongs to an
/// organization, the organization itself included, lives in the tenant of its name, so that an organization's record is whole in
/// itself; what belongs to the operator lives in the default tenant.
/// </summary>
public static class GovernanceEvents
{
    internal static void Register(StoreOptions options)
    {
        Name<OrganizationCreated>("organization_created");
        Name<TeamCreated>("team_created");
        Name<ProjectCreated>("project_created");
        Name<VirtualKeyCreated>("virtual_key_created");
        Name<VirtualKeyModelsChanged>("virtual_key_models_changed");
        Name<VirtualKeySecretRotated>("virtual_key_secret_rotated");
        Name<VirtualKeyRevoked>("virtual_key_revoked");
        Name<ProviderDeclared>("provider_declared");
        Name<ProviderChanged>("provider_changed");
        Name<ProviderRemoved>("provider_removed");
        Name<RouteDeclared>("route_declared");
        Name<RouteChanged>("route_changed");
        Name<RouteRemoved>("route_removed");
        Name<PriceListCreated>("price_list_created");
        Name<PricePublished>("price_published");
        Name<PriceWithdrawn>("price_withdrawn");

        var writers = new StateWriter[]
        {
            new StateWriter<Organization>(Organization.Evolve, state => state.Id, typeof(OrganizationCreated)),
            new StateWriter<Team>(Team.Evolve, state => state.Id, typeof(TeamCreated)),
            new StateWriter<Project>(Project.Evolve, state => state.Id, typeof(ProjectCreated)),
            new StateWriter<VirtualKey>(
                VirtualKey.Evolve,
                state => state.Id,
                typeof(VirtualKeyCreated), typeof(VirtualKeyModelsChanged), typeof(VirtualKeySecretRotated), typeof(VirtualKeyRevoked)),
            new StateWriter<Provider>(
                Provider.Evolve, state => state.Id, typeof(ProviderDeclared), typeof(ProviderChanged), typeof(ProviderRemoved)),
            new StateWriter<Route>(Route.Evolve, state => state.Id, typeof(RouteDeclared), typeof(RouteChanged), typeof(RouteRemoved)),
            new StateWriter<PriceList>(
                PriceList.Evolve, state => state.Id, typeof(PriceListCreated), typeof(PricePublished), typeof(PriceWithdrawn)),
        };
        foreach (var writer in writers)
            options.RegisterDocumentType(writer.State);
        options.Projections.Add(new ControlPlaneProjection(writers), ProjectionLifecycle.Inline, ControlPlaneProjection.Name, rebuild =>
        {
            foreach (var writer in writers)
                rebuild.DeleteViewTypeOnTeardown(writer.State);
        });

        GovernanceTable.Register(options);

        void Name<T>(string stored)
            where T : class =>
            options.Events.MapEventType<T>(stored);
    }
}
