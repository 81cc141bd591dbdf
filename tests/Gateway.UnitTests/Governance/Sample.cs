using System.Text;
using Gateway.Domain.Governance;

namespace Gateway.UnitTests.Governance;

/// <summary>The configuration file of the contract, and what stands around it.</summary>
internal static class Sample
{
    public const string Secret = "sk-only-for-tests-0123456789";
    public const string Actor = "tester";

    public const string Json = """
        { "organizations": [{ "name": "acme", "teams": [{ "name": "research", "projects": ["search"] }] }],
          "providers": [{ "name": "openai", "kind": "openai", "baseUrl": "https://api.openai.com/v1", "apiKey": "env:OPENAI_API_KEY", "region": "us" }],
          "routes":    [{ "model": "gpt-4o", "strategy": "priority", "targets": [{ "provider": "openai", "model": "gpt-4o" }] }],
          "keys":      [{ "name": "ci", "secret": "env:CI_KEY", "organization": "acme", "team": "research", "project": "search", "models": ["*"] }],
          "prices":    [{ "provider": "openai", "model": "gpt-4o", "from": "2024-10-01", "input": "2.50", "cacheRead": "1.25", "output": "10.00" }] }
        """;

    public static DateTimeOffset Now { get; } = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    public static DeclarationReading Read(string json) => Read(json, Secrets);

    public static DeclarationReading Read(string json, ResolveSecret resolve) =>
        DeclarationReader.Read(Encoding.UTF8.GetBytes(json), DeclarationSources.Config, resolve);

    public static Declaration Declare(string json = Json) => Assert.IsType<Declaration>(Read(json).Declaration);

    public static ConfigurationDiff Diff(ControlPlane state, Declaration declared, DateTimeOffset? now = null) =>
        ConfigurationDiff.Between(state, declared, Guid.NewGuid, Actor, now ?? Now);

    public static ControlPlane Apply(ControlPlane state, Declaration declared, DateTimeOffset? now = null)
    {
        var diff = Diff(state, declared, now);
        Assert.Empty(diff.Refusals);
        return state.After(diff.Changes);
    }

    public static ControlPlane Applied(string json = Json) => Apply(ControlPlane.Empty, Declare(json));

    public static IEnumerable<object> Events(ConfigurationDiff diff) => diff.Changes.SelectMany(change => change.Events);

    private static string? Secrets(string reference) => reference switch
    {
        "env:CI_KEY" => Secret,
        "env:OTHER_KEY" => Secret + "-other",
        "env:SHORT_KEY" => "fifteen-letters",
        "env:BLANK_KEY" => "a secret with spaces in it",
        _ => null,
    };
}
