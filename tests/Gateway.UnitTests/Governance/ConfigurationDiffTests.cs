using System.Text.Json;
using Gateway.Domain.Governance;
using Gateway.Domain.Keys;
using Gateway.Domain.Organizations;
using Gateway.Domain.Pricing;
using Gateway.Domain.Routing;

namespace Gateway.UnitTests.Governance;

public sealed class ConfigurationDiffTests
{
    private static readonly ControlPlane Before = Sample.Applied();

    [Fact]
    public void creates_everything_the_first_time() => Assert.Equal(
        [
            typeof(OrganizationCreated), typeof(TeamCreated), typeof(ProjectCreated), typeof(ProviderDeclared), typeof(RouteDeclared),
            typeof(VirtualKeyCreated), typeof(PriceListCreated), typeof(PricePublished),
        ],
        Sample.Events(Sample.Diff(ControlPlane.Empty, Sample.Declare())).Select(@event => @event.GetType()));

    [Fact]
    public void puts_what_belongs_to_an_organization_into_its_tenant_and_the_rest_into_the_operators() => Assert.Equal(
        ["acme", "acme", "acme", null, null, "acme", null],
        Sample.Diff(ControlPlane.Empty, Sample.Declare()).Changes.Select(change => change.Organization));

    [Fact]
    public void says_in_every_event_who_did_it_and_where_it_came_from() => Assert.All(
        Sample.Events(Sample.Diff(ControlPlane.Empty, Sample.Declare())).Cast<ControlPlaneEvent>(),
        @event => Assert.Equal((Sample.Actor, DeclarationSources.Config), (@event.By, @event.Source)));

    [Fact]
    public void does_nothing_the_second_time() => Assert.Empty(Sample.Diff(Before, Sample.Declare()).Changes);

    [Fact]
    public void revokes_a_key_that_is_no_longer_declared()
    {
        var diff = Sample.Diff(Before, Sample.Declare() with { Keys = [] });

        Assert.IsType<VirtualKeyRevoked>(Assert.Single(Sample.Events(diff)));
        Assert.Equal(VirtualKeyStatus.Revoked, Before.After(diff.Changes).Keys.Single().Status);
    }

    [Fact]
    public void creates_a_revoked_key_anew_when_it_is_declared_again()
    {
        var revoked = Sample.Apply(Before, Sample.Declare() with { Keys = [] });

        var again = Sample.Apply(revoked, Sample.Declare());

        Assert.Equal([VirtualKeyStatus.Revoked, VirtualKeyStatus.Active], again.Keys.Select(key => key.Status).OrderDescending());
    }

    [Fact]
    public void rotates_a_secret()
    {
        var diff = Sample.Diff(Before, Sample.Declare(Sample.Json.Replace("env:CI_KEY", "env:OTHER_KEY", StringComparison.Ordinal)));

        Assert.IsType<VirtualKeySecretRotated>(Assert.Single(Sample.Events(diff)));
        Assert.Equal(KeySecret.HashOf(Sample.Secret + "-other"), Before.After(diff.Changes).Keys.Single().SecretHash);
    }

    [Fact]
    public void makes_a_key_anew_that_moves_to_another_scope()
    {
        var diff = Sample.Diff(Before, Sample.Declare(Sample.Json.Replace(", \"project\": \"search\"", "", StringComparison.Ordinal)));

        Assert.Equal([typeof(VirtualKeyRevoked), typeof(VirtualKeyCreated)], Sample.Events(diff).Select(@event => @event.GetType()));
    }

    [Fact]
    public void removes_routes_and_providers_but_keeps_organizations_and_prices_in_force()
    {
        var after = Sample.Apply(Before, Sample.Declare("{}"));

        Assert.Empty(after.Providers);
        Assert.Empty(after.Routes);
        Assert.Equal((1, 1, 1), (after.Organizations.Count, after.Teams.Count, after.Projects.Count));
        Assert.Single(after.PriceLists.Single().Prices);
    }

    [Fact]
    public void leaves_alone_what_another_source_declared() =>
        Assert.Empty(Sample.Diff(Before, Sample.Declare("{}") with { Source = DeclarationSources.Sample }).Changes);

    [Fact]
    public void refuses_to_change_what_another_source_declared()
    {
        var other = Sample.Declare(Sample.Json.Replace("\"us\"", "\"eu\"", StringComparison.Ordinal)) with { Source = DeclarationSources.Sample };

        Assert.Contains("declared_elsewhere", Sample.Diff(Before, other).Refusals.Select(refusal => refusal.Code));
    }

    [Fact]
    public void refuses_the_secret_of_another_sources_key()
    {
        var other = Sample.Declare() with { Source = DeclarationSources.Sample, Providers = [], Routes = [], Prices = [] };
        var renamed = other with { Keys = [other.Keys[0] with { Name = "another" }] };

        Assert.Equal("secret_in_use", Assert.Single(Sample.Diff(Before, renamed).Refusals).Code);
    }

    [Fact]
    public void refuses_to_remove_a_provider_that_another_sources_route_needs()
    {
        var foreign = Before with { Routes = [Before.Routes[0] with { Source = DeclarationSources.Sample }] };

        Assert.Equal("provider_in_use", Assert.Single(Sample.Diff(foreign, Sample.Declare("{}")).Refusals).Code);
    }

    [Fact]
    public void no_event_holds_a_secret()
    {
        var rotated = Sample.Json.Replace("env:CI_KEY", "env:OTHER_KEY", StringComparison.Ordinal);
        object[] events = [.. Sample.Events(Sample.Diff(ControlPlane.Empty, Sample.Declare())), .. Sample.Events(Sample.Diff(Before, Sample.Declare(rotated)))];

        Assert.DoesNotContain(Sample.Secret, JsonSerializer.Serialize(events), StringComparison.Ordinal);
    }
}
