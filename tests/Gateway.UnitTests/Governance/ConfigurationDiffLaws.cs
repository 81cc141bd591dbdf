using CsCheck;
using Gateway.Domain.Governance;
using Gateway.Domain.Keys;
using Gateway.Domain.Pricing;
using Gateway.Domain.Routing;

namespace Gateway.UnitTests.Governance;

/// <summary>What holds for any declarations.</summary>
public sealed class ConfigurationDiffLaws
{
    private static readonly string[] Names = ["a", "b", "c"];

    private static readonly Gen<string> Name = OneOf(Names);

    private static readonly Gen<string?> Owner = OneOf<string?>(null, "a");

    private static readonly Gen<decimal> Amount = Gen.Int[0, 3].Select(value => value / 4m);

    private static readonly Gen<DeclaredProvider> AnyProvider =
        Gen.Select(Name, Owner, Name, (name, owner, region) => new DeclaredProvider(name, owner, ProviderKind.OpenAI, "http://localhost/v1", null, region));

    private static readonly Gen<DeclaredRoute> AnyRoute =
        Gen.Select(Name, Owner, Name.List[1, 2], (model, owner, targets) =>
            new DeclaredRoute(model, owner, RouteStrategy.Priority, [.. targets.Select(target => new Target("base", target))]));

    private static readonly Gen<DeclaredKey> AnyKey =
        Gen.Select(Name, OneOf("a", "b"), Owner, Gen.Int[0, 1], Name, (name, organization, team, secret, model) =>
            new DeclaredKey(name, organization, team, null, KeySecret.HashOf($"{organization} {name} {secret}"), "sk", [model]));

    private static readonly Gen<DeclaredPrice> AnyPrice =
        Gen.Select(Name, Owner, Gen.Int[-3, 3], Amount, Amount, (model, owner, day, input, output) =>
            new DeclaredPrice(owner, "base", model, Sample.Now.AddDays(day), new Rates(input, output)));

    private static readonly Gen<Declaration> AnyDeclaration =
        Gen.Select(AnyProvider.List[0, 4], AnyRoute.List[0, 4], AnyKey.List[0, 5], AnyPrice.List[0, 6], (providers, routes, keys, prices) => new Declaration
        {
            Source = DeclarationSources.Config,
            Organizations = [new("a", [new("a", ["a"])]), new("b", [new("a", [])])],
            Providers = [new("base", null, ProviderKind.OpenAI, "http://localhost/v1", null, null), .. providers.DistinctBy(provider => (provider.Name, provider.Organization))],
            Routes = [.. routes.DistinctBy(route => (route.Model, route.Organization))],
            Keys = [.. keys.DistinctBy(key => (key.Name, key.Organization))],
            Prices = [.. prices.DistinctBy(price => (price.Organization, price.Model, price.From))],
        });

    [Fact]
    public void applying_a_declaration_twice_changes_nothing_the_second_time() => AnyDeclaration.Array[1, 4].Sample(declarations =>
    {
        var state = ControlPlane.Empty;
        foreach (var declared in declarations)
        {
            var diff = Sample.Diff(state, declared);
            if (diff.Refusals.Count > 0)
                continue;
            state = state.After(diff.Changes);
            Assert.Empty(Sample.Diff(state, declared).Changes);
        }
    });

    [Fact]
    public void only_a_price_in_force_stands_between_one_declaration_and_the_next() => Gen.Select(AnyDeclaration, AnyDeclaration).Sample((first, second) =>
        Assert.All(Sample.Diff(Sample.Apply(ControlPlane.Empty, first), second).Refusals, refusal => Assert.Equal("price_in_force", refusal.Code)));

    [Fact]
    public void what_stands_afterwards_is_what_was_declared_last() => Gen.Select(AnyDeclaration, AnyDeclaration).Sample((first, second) =>
    {
        var before = Sample.Apply(ControlPlane.Empty, first with { Prices = [] });

        var after = Sample.Apply(before, second);

        Assert.Equal(second.Providers.OrderBy(Order), after.Providers.Select(Declared).OrderBy(Order));
        Assert.Equal(second.Keys.Select(Identity).Order(), after.Keys.Where(key => key.Status == VirtualKeyStatus.Active).Select(Identity).Order());
        Assert.Equal(second.Routes.Select(Identity).Order(), after.Routes.Select(Identity).Order());
        Assert.Equal(second.Prices.Count, after.PriceLists.Sum(list => list.Prices.Count));
    });

    [Fact]
    public void a_price_in_force_never_goes_away_or_changes() => Gen.Select(AnyDeclaration, AnyDeclaration).Sample((first, second) =>
    {
        var before = Sample.Apply(ControlPlane.Empty, first);
        var after = before.After(Sample.Diff(before, second).Changes);

        Assert.Subset(InForce(after).ToHashSet(), InForce(before).ToHashSet());
    });

    private static IEnumerable<Price> InForce(ControlPlane state) =>
        state.PriceLists.SelectMany(list => list.Prices).Where(price => price.From <= Sample.Now);

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static string Order(DeclaredProvider provider) => $"{provider.Name} {provider.Organization}";

    private static DeclaredProvider Declared(Provider provider) =>
        new(provider.Name, provider.Organization, provider.Kind, provider.BaseUrl, provider.ApiKey, provider.Region);

    private static string Identity(DeclaredKey key) => $"{key.Organization} {key.Team} {key.Name} {key.SecretHash} {key.Models[0]}";

    private static string Identity(VirtualKey key) => $"{key.Organization} {key.Team} {key.Name} {key.SecretHash} {key.Models[0]}";

    private static string Identity(DeclaredRoute route) => $"{route.Organization} {route.Model} {string.Join(' ', route.Targets)}";

    private static string Identity(Route route) => $"{route.Organization} {route.Model} {string.Join(' ', route.Targets)}";
}
