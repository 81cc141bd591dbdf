using Gateway.Testing;

namespace Gateway.EndToEndTests.Starting;

/// <summary>What a gateway in sample mode prints.</summary>
/// <param name="VirtualKey">The virtual key.</param>
/// <param name="AdminToken">The bearer token for GraphQL.</param>
/// <param name="Call">The line that makes a call.</param>
/// <param name="Query">The line that shows the latest calls.</param>
internal sealed record Welcome(string VirtualKey, string AdminToken, string Call, string Query)
{
    /// <summary>Waits until it is printed.</summary>
    public static async Task<Welcome> ReadAsync(GatewayRun run)
    {
        await run.ListeningAsync();
        await Eventually.HoldsAsync(() => Lines(run, "curl ").Count == 2, "the two lines to paste");
        return new Welcome(After(run, "virtual key"), After(run, "admin token"), Lines(run, "curl ")[0], Lines(run, "curl ")[1]);
    }

    private static List<string> Lines(GatewayRun run, string beginning) =>
        run.Output.Select(line => line.Trim()).Where(line => line.StartsWith(beginning, StringComparison.Ordinal)).ToList();

    private static string After(GatewayRun run, string label) => Lines(run, label).Single()[label.Length..].Trim();
}
