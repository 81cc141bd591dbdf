using System.Text.Json;
using Gateway.Benchmarks.Load;

namespace Gateway.Benchmarks.Processes;

/// <summary>The gateway's configuration file for a run: one organization, one provider, one route, one key, one price.</summary>
internal static class GatewayConfiguration
{
    /// <summary>The environment variable with the virtual key.</summary>
    public const string KeyVariable = "BENCH_KEY";

    /// <summary>The environment variable with the provider's key.</summary>
    public const string UpstreamKeyVariable = "BENCH_UPSTREAM_KEY";

    /// <summary>The file's text.</summary>
    public static string For(int upstreamPort) => JsonSerializer.Serialize(new
    {
        organizations = new[] { new { name = "acme", teams = new[] { new { name = "research", projects = new[] { "search" } } } } },
        providers = new[] { new { name = "upstream", kind = "openai-compatible", baseUrl = $"http://127.0.0.1:{upstreamPort}/v1", apiKey = $"env:{UpstreamKeyVariable}" } },
        routes = new[] { new { model = Request.Model, strategy = "priority", targets = new[] { new { provider = "upstream", model = Request.Model } } } },
        keys = new[] { new { name = "benchmark", secret = $"env:{KeyVariable}", organization = "acme", team = "research", project = "search", models = new[] { "*" } } },
        prices = new[] { new { provider = "upstream", model = Request.Model, from = "2024-10-01", input = "2.50", cacheRead = "1.25", output = "10.00" } },
    });
}
