using Gateway.Domain.Routing;

namespace Gateway.UnitTests.Routing;

/// <summary>Names that stand in events are for ever.</summary>
public sealed class StoredNamesTests
{
    [Fact]
    public void every_kind_of_provider_has_its_stored_name()
    {
        Assert.Equal(["openai", "openai-compatible"], Enum.GetValues<ProviderKind>().Select(ProviderKinds.NameOf));
        Assert.All(Enum.GetValues<ProviderKind>(), kind => Assert.Equal(kind, ProviderKinds.Parse(ProviderKinds.NameOf(kind))));
    }

    [Fact]
    public void every_strategy_has_its_stored_name()
    {
        Assert.Equal(["priority"], Enum.GetValues<RouteStrategy>().Select(RouteStrategies.NameOf));
        Assert.All(Enum.GetValues<RouteStrategy>(), strategy => Assert.Equal(strategy, RouteStrategies.Parse(RouteStrategies.NameOf(strategy))));
    }
}
