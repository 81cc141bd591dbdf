using Yarp.ReverseProxy.Configuration;

namespace Gateway.Benchmarks.Processes;

/// <summary>Bare YARP, the floor: one route to the upstream, nothing added, logging off.</summary>
internal static class YarpServer
{
    /// <summary>Serves until the harness goes away. Arguments: the port, and the upstream's port.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var builder = BareHost.Create(args[0]);
        builder.Services.AddRoutingCore();
        builder.Services.AddReverseProxy().LoadFromMemory(
            [new RouteConfig { RouteId = "all", ClusterId = "upstream", Match = new RouteMatch { Path = "{**rest}" } }],
            [new ClusterConfig
            {
                ClusterId = "upstream",
                Destinations = new Dictionary<string, DestinationConfig>(StringComparer.Ordinal) { ["only"] = new() { Address = $"http://127.0.0.1:{args[1]}" } },
            }]);

        await using var app = builder.Build();
        app.UseRouting();
        app.MapReverseProxy();
        return await BareHost.RunAsync(app);
    }
}
