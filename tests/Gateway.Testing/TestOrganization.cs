using System.Text.Json;

namespace Gateway.Testing;

/// <summary>What the configuration file of a gateway under test declares.</summary>
internal static class TestOrganization
{
    /// <summary>The environment variables that the file's references lead to.</summary>
    public static IReadOnlyDictionary<string, string> Secrets { get; } = new Dictionary<string, string>
    {
        ["TEST_PROVIDER_KEY"] = TestSecrets.ProviderKey,
        ["TEST_KEY"] = TestSecrets.Key,
        ["TEST_NARROW_KEY"] = TestSecrets.NarrowKey,
    };

    private static readonly string[] OwnNames = ["gpt-4o", "gpt-4o-mini", "gpt-4.1"];

    /// <summary>The file's text.</summary>
    /// <param name="simulator">The simulator's base URL.</param>
    /// <param name="deadEnd">A base URL that refuses connections.</param>
    /// <param name="setup">Models and providers beside the usual ones.</param>
    public static string Declare(Uri simulator, Uri deadEnd, GatewaySetup setup) => JsonSerializer.Serialize(new
    {
        organizations = new[] { new { name = "acme", teams = new[] { Team("research", "search"), Team("sales") } } },
        providers = new[] { Provider("simulator", simulator), Provider("spare", simulator), Provider("dead", deadEnd) }
            .Concat(setup.Providers.Select(provider => Provider(provider.Key, provider.Value))),
        routes = OwnNames.Concat(setup.Models).Select(model => Route(model, ("simulator", model)))
            .Concat(setup.Providers.Keys.Select(provider => Route(provider, (provider, provider))))
            .Append(Route("house-model", ("simulator", "gpt-4o")))
            .Append(Route("dead-end", ("dead", "gpt-4o")))
            .Append(Route("refused-then-spare", ("dead", "gpt-4o"), ("spare", "gpt-4o")))
            .Append(Route("silent-then-spare", ("simulator", "fault-stall-headers"), ("spare", "gpt-4o")))
            .Append(Route("cut-then-spare", ("simulator", "fault-cut-headers"), ("spare", "gpt-4o")))
            .Append(Route("error-event-then-spare", ("simulator", "fault-error-first"), ("spare", "gpt-4o")))
            .Append(Route("empty-then-spare", ("simulator", "fault-empty"), ("spare", "gpt-4o")))
            .Append(Route("overloaded-then-dead", ("simulator", "fault-503"), ("dead", "gpt-4o")))
            .Append(Route("overloaded-then-spare", ("simulator", "fault-503"), ("spare", "gpt-4o")))
            .Append(Route("invalid-then-spare", ("simulator", "fault-400"), ("spare", "gpt-4o")))
            .Append(Route("all-silent", ("simulator", "fault-stall-headers"), ("spare", "fault-stall-headers")))
            .Append(Route("all-overloaded", ("simulator", "fault-503"), ("spare", "fault-429;retry-after=7"))),
        keys = new object[]
        {
            new { name = "ci", secret = "env:TEST_KEY", organization = "acme", team = "research", project = "search", models = new[] { "*" } },
            new { name = "narrow", secret = "env:TEST_NARROW_KEY", organization = "acme", team = "sales", models = new[] { "gpt-4o-mini*" } },
        },
        prices = new[] { Price("simulator", "gpt-4o"), Price("simulator", "gpt-4o-mini"), Price("spare", "gpt-4o") },
    });

    private static object Team(string name, params string[] projects) => new { name, projects };

    private static object Provider(string name, Uri baseUrl) =>
        new { name, kind = "openai-compatible", baseUrl = baseUrl.ToString().TrimEnd('/'), apiKey = "env:TEST_PROVIDER_KEY", region = "local" };

    private static object Route(string model, params (string Provider, string Model)[] targets) =>
        new { model, strategy = "priority", targets = targets.Select(target => new { provider = target.Provider, model = target.Model }) };

    private static object Price(string provider, string model) =>
        new { provider, model, from = "2024-10-01", input = "2.50", cacheRead = "1.25", output = "10.00" };
}
