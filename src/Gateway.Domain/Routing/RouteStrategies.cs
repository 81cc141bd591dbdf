namespace Gateway.Domain.Routing;

/// <summary>The stored and configured names of <see cref="RouteStrategy"/>.</summary>
public static class RouteStrategies
{
    private static readonly Dictionary<string, RouteStrategy> ByName = new(StringComparer.Ordinal)
    {
        ["priority"] = RouteStrategy.Priority,
    };

    /// <summary>Every name that is known.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>The strategy of a name that is known.</summary>
    /// <exception cref="KeyNotFoundException">It is not.</exception>
    public static RouteStrategy Parse(string name) => ByName[name];

    /// <summary>The name of a strategy.</summary>
    public static string NameOf(RouteStrategy strategy) => ByName.First(pair => pair.Value == strategy).Key;
}
