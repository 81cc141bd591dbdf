using Gateway.Domain.Governance;
using Gateway.Domain.Pricing;
using Gateway.UnitTests.Governance;

namespace Gateway.UnitTests.Pricing;

public sealed class PriceListTests
{
    private static readonly DateTimeOffset Today = new(2026, 11, 24, 0, 0, 0, TimeSpan.Zero);

    private static readonly DateTimeOffset Yesterday = Today.AddDays(-1);

    private static readonly DateTimeOffset Tomorrow = Today.AddDays(1);

    [Fact]
    public void gives_the_price_of_the_day()
    {
        var list = ListOf(Declare((Tomorrow, 3), (Yesterday, 1), (Today, 2)));

        Assert.Null(list.At(Yesterday.AddTicks(-1)));
        Assert.Equal(1, list.At(Yesterday)!.Input);
        Assert.Equal(1, list.At(Today.AddTicks(-1))!.Input);
        Assert.Equal(2, list.At(Today)!.Input);
        Assert.Equal(3, list.At(Tomorrow.AddYears(1))!.Input);
    }

    [Fact]
    public void numbers_its_prices_from_one_and_never_uses_a_number_again()
    {
        var state = Sample.Apply(ControlPlane.Empty, Declare((Yesterday, 1), (Tomorrow, 2)));
        state = Sample.Apply(state, Declare((Yesterday, 1)));
        state = Sample.Apply(state, Declare((Yesterday, 1), (Tomorrow, 4)));

        Assert.Equal([1, 3], state.PriceLists.Single().Prices.Select(price => price.Version));
    }

    [Fact]
    public void replaces_a_price_that_is_not_in_force_yet()
    {
        var state = Sample.Apply(ControlPlane.Empty, Declare((Tomorrow, 1)));

        var diff = Sample.Diff(state, Declare((Tomorrow, 2)));

        Assert.Equal([typeof(PriceWithdrawn), typeof(PricePublished)], Sample.Events(diff).Select(@event => @event.GetType()));
        Assert.Equal(2, state.After(diff.Changes).PriceLists.Single().At(Tomorrow)!.Input);
    }

    [Fact]
    public void refuses_to_change_a_price_in_force()
    {
        var state = Sample.Apply(ControlPlane.Empty, Declare((Yesterday, 1)));

        var refusal = Assert.Single(Sample.Diff(state, Declare((Yesterday, 2))).Refusals);

        Assert.Equal("price_in_force", refusal.Code);
        Assert.Contains("'m' at 'p' from 2026-11-23", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void takes_a_price_that_begins_at_this_very_instant_for_one_in_force()
    {
        var state = Sample.Apply(ControlPlane.Empty, Declare((Today, 1)), Yesterday);

        Assert.NotEmpty(Sample.Diff(state, Declare((Today, 2)), Today).Refusals);
        Assert.Empty(Sample.Diff(state, Declare((Today, 2)), Today.AddTicks(-1)).Refusals);
    }

    [Fact]
    public void keeps_a_price_in_force_that_is_no_longer_declared_and_withdraws_a_later_one()
    {
        var state = Sample.Apply(ControlPlane.Empty, Declare((Yesterday, 1), (Tomorrow, 2)));

        var after = Sample.Apply(state, Declare());

        Assert.Equal(Yesterday, after.PriceLists.Single().Prices.Single().From);
    }

    [Fact]
    public void takes_a_price_that_is_published_late()
    {
        var state = Sample.Apply(ControlPlane.Empty, Declare((Today, 1)));

        Assert.Equal(2, Sample.Apply(state, Declare((Today, 1), (Yesterday, 2))).PriceLists.Single().At(Yesterday)!.Input);
    }

    private static PriceList ListOf(Declaration declared) => Sample.Apply(ControlPlane.Empty, declared).PriceLists.Single();

    private static Declaration Declare(params (DateTimeOffset From, decimal Input)[] prices) => new()
    {
        Source = DeclarationSources.Config,
        Prices = [.. prices.Select(price => new DeclaredPrice(null, "p", "m", price.From, new Rates(price.Input, 1)))],
    };
}
