namespace Gateway.Domain.Routing;

/// <summary>The stored and configured names of <see cref="ProviderKind"/>.</summary>
public static class ProviderKinds
{
    private static readonly Dictionary<string, ProviderKind> ByName = new(StringComparer.Ordinal)
    {
        ["openai"] = ProviderKind.OpenAI,
        ["openai-compatible"] = ProviderKind.OpenAICompatible,
    };

    /// <summary>Every name that is known.</summary>
    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>The kind of a name that is known.</summary>
    /// <exception cref="KeyNotFoundException">It is not.</exception>
    public static ProviderKind Parse(string name) => ByName[name];

    /// <summary>The name of a kind.</summary>
    public static string NameOf(ProviderKind kind) => ByName.First(pair => pair.Value == kind).Key;
}
