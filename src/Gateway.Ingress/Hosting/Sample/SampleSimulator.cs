using Gateway.Simulator;

namespace Gateway.Ingress.Hosting.Sample;

/// <summary>The simulated provider of a first look.</summary>
internal static class SampleSimulator
{
    private const int PreferredPort = 8089;
    private const string PortFileName = "simulator.port";

    /// <summary>Starts it; it takes nothing but <paramref name="apiKey"/>.</summary>
    public static async Task<SimulatorHost> StartAsync(string home, string apiKey)
    {
        // Where it was before, if that is free: the address is part of what is declared, and a new one is a change.
        var file = Path.Combine(home, PortFileName);
        var port = File.Exists(file) && ushort.TryParse(File.ReadAllText(file), out var last) ? last : PreferredPort;
        var simulator = await StartAsync(port, apiKey) ?? await StartAsync(port: 0, apiKey);
        await File.WriteAllTextAsync(file, simulator!.Address.Port.ToString());
        return simulator;
    }

    // Null: somebody else has the port.
    private static async Task<SimulatorHost?> StartAsync(int port, string apiKey)
    {
        try
        {
            return await SimulatorHost.StartAsync(new SimulatorOptions { Url = new Uri($"http://127.0.0.1:{port}"), ApiKey = apiKey });
        }
        catch (IOException) when (port != 0)
        {
            return null;
        }
    }
}
