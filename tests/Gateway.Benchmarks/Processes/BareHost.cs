using System.Net;

namespace Gateway.Benchmarks.Processes;

/// <summary>A web host with Kestrel on one loopback port and nothing else: no logging, no configuration.</summary>
internal static class BareHost
{
    /// <summary>What to build the server on.</summary>
    public static WebApplicationBuilder Create(string port)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, int.Parse(port)));
        return builder;
    }

    /// <summary>Serves until standard input ends, which it does when the harness ends in whatever way.</summary>
    public static async Task<int> RunAsync(WebApplication app)
    {
        await app.StartAsync();
        await Console.In.ReadToEndAsync();
        return 0;
    }
}
