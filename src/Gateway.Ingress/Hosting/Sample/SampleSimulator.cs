using Gateway.Simulator;

namespace Gateway.Ingress.Hosting.Sample;

/// <summary>The simulated provider of a first look.</summary>
internal static class SampleSimulator
{
    // Always the same if it is free: the address is part of what is declared, and a new one would be a change.
    private const int PreferredPort = 8089;

    /// <summary>Starts it; it takes nothing but <paramref name="apiKey"/>.</summary>
    public static async Task<SimulatorHost> StartAsync(string apiKey)
    {
        try
        {
            return await SimulatorHost.StartAsync(new SimulatorOptions { Url = new Uri($"http://127.0.0.1:{PreferredPort}"), ApiKey = apiKey });
        }
        catch (IOException)
        {
            // Somebody else has the port.
            return await SimulatorHost.StartAsync(new SimulatorOptions { ApiKey = apiKey });
        }
    }
}
