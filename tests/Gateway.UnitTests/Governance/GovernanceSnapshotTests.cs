using Gateway.Domain.Governance;
using Gateway.Domain.Keys;
using Gateway.Domain.Pricing;
using Gateway.Domain.Routing;

namespace Gateway.UnitTests.Governance;

public sealed class GovernanceSnapshotTests
{
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void admits_a_call_with_the_routes_targets_in_order()
    {
        var snapshot = Snapshot(providers: [Provider("one"), Provider("two")], routes: [Route("m", null, "two", "one")]);

        Assert.Equal(["two", "one"], Admit(snapshot, "m").Targets.Select(target => target.Provider.Name));
    }

    [Fact]
    public void denies_a_call_of_a_key_that_is_revoked()
    {
        var snapshot = Snapshot(key: Key() with { Status = VirtualKeyStatus.Revoked });

        Assert.Equal("invalid_api_key", Deny(snapshot, "m"));
    }

    [Fact]
    public void denies_a_model_that_no_route_serves() => Assert.Equal("model_not_found", Deny(Snapshot(), "other"));

    [Fact]
    public void denies_a_model_that_the_key_may_not_use() =>
        Assert.Equal("model_not_allowed", Deny(Snapshot(key: Key() with { Models = ["gpt-*", "n"] }), "m"));

    [Fact]
    public void does_not_show_one_organizations_route_to_another() =>
        Assert.Equal("model_not_found", Deny(Snapshot(routes: [Route("m", "globex", "one")]), "m"));

    [Fact]
    public void prefers_an_organizations_route_to_the_operators()
    {
        var snapshot = Snapshot(providers: [Provider("one"), Provider("two")], routes: [Route("m", null, "one"), Route("m", "acme", "two")]);

        Assert.Equal("two", Admit(snapshot, "m").Targets.Single().Provider.Name);
    }

    [Fact]
    public void puts_an_organizations_provider_in_place_of_the_operators_of_the_same_name()
    {
        var snapshot = Snapshot(providers: [Provider("one"), Provider("one", "acme"), Provider("one", "globex")]);

        Assert.Equal("acme", Admit(snapshot, "m").Targets.Single().Provider.Organization);
    }

    [Fact]
    public void lists_the_routes_of_a_key_by_name_once_each()
    {
        var snapshot = Snapshot(routes: [Route("z", null, "one"), Route("m", null, "one"), Route("m", "acme", "one"), Route("a", "globex", "one")]);

        Assert.Equal([("m", "acme"), ("z", null)], snapshot.RoutesOf(Key()).Select(route => (route.Model, route.Organization)));
    }

    [Fact]
    public void prices_by_the_organizations_list_first_and_by_the_operators_where_that_has_none_in_force()
    {
        var snapshot = Snapshot(prices: [PriceList(null, Day, 2), PriceList("acme", Day.AddDays(5), 1)]);

        Assert.Equal(2, snapshot.FindPrice("acme", "one", "m", Day)!.Input);
        Assert.Equal(1, snapshot.FindPrice("acme", "one", "m", Day.AddDays(5))!.Input);
        Assert.Equal(2, snapshot.FindPrice("globex", "one", "m", Day.AddDays(5))!.Input);
    }

    [Fact]
    public void never_prices_an_organizations_own_provider_by_the_operators_list()
    {
        var snapshot = Snapshot(providers: [Provider("one"), Provider("one", "acme")], prices: [PriceList(null, Day, 2)]);

        Assert.Null(snapshot.FindPrice("acme", "one", "m", Day));
    }

    [Fact]
    public void allocates_nothing_but_its_answer()
    {
        var snapshot = Snapshot(providers: [Provider("one"), Provider("one", "acme")]);
        var request = new CallRequest("hash", "m");
        snapshot.Decide(request);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var call = 0; call < 1_000; call++)
            snapshot.Decide(request);

        // Three references and an object's header.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 1_000 * 40);
    }

    private static GovernanceSnapshot Snapshot(
        VirtualKey? key = null, Provider[]? providers = null, Route[]? routes = null, PriceList[]? prices = null) =>
        new(1, [key ?? Key()], providers ?? [Provider("one")], routes ?? [Route("m", null, "one")], prices ?? []);

    private static VirtualKey Key() => new(Guid.NewGuid(), "ci", "acme", null, null, "hash", "sk", ["*"], VirtualKeyStatus.Active);

    private static Provider Provider(string name, string? organization = null) =>
        new(Guid.NewGuid(), name, organization, ProviderKind.OpenAI, "http://localhost/v1", null, null);

    private static Route Route(string model, string? organization, params string[] providers) =>
        new(Guid.NewGuid(), model, organization, RouteStrategy.Priority, [.. providers.Select(provider => new Target(provider, model))]);

    private static PriceList PriceList(string? organization, DateTimeOffset from, decimal input) =>
        new(Guid.NewGuid(), organization, "one", "m", [new Price { PriceList = Guid.Empty, Version = 1, From = from, Input = input, Output = 0 }]);

    private static CallDecision.Admit Admit(GovernanceSnapshot snapshot, string model) =>
        Assert.IsType<CallDecision.Admit>(snapshot.Decide(new CallRequest("hash", model)));

    private static string Deny(GovernanceSnapshot snapshot, string model) =>
        Assert.IsType<CallDecision.Deny>(snapshot.Decide(new CallRequest("hash", model))).Reason.Code;
}
