using Gateway.Simulator;

namespace Gateway.Testing;

/// <summary>How a gateway under test differs from the usual one.</summary>
public sealed class GatewaySetup
{
    /// <summary>Settings by their configuration key: <c>Gateway:Proxy:IdleTimeout</c> = <c>00:00:01</c>. They win over the fixture's own.</summary>
    public Dictionary<string, string> Settings { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>More models to route to the simulator under their own names: <c>gpt-4o+cut-3</c>, <c>sim-tokens-50</c>.</summary>
    public IList<string> Models { get; } = [];

    /// <summary>More providers by their names, each behind a model of the same name.</summary>
    public IDictionary<string, Uri> Providers { get; } = new Dictionary<string, Uri>();

    /// <summary>The simulated provider; it answers at once and takes no key but <see cref="TestSecrets.ProviderKey"/>.</summary>
    public SimulatorOptions Simulator { get; } = new() { Timing = TokenTiming.Instant, ApiKey = TestSecrets.ProviderKey, HashAnswers = true };
}
