using System.Net;
using Gateway.Simulator.Served;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.Simulator;

/// <summary>
/// A running simulator on a listener of its own. It reads no configuration file and no environment variable, and logs nothing,
/// so it can live inside any other host.
/// </summary>
public sealed class SimulatorHost : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly ServedRequests _served;

    private SimulatorHost(WebApplication application, Uri address)
    {
        _application = application;
        _served = application.Services.GetRequiredService<ServedRequests>();
        Address = address;
    }

    /// <summary>The root of the listener, with the real port.</summary>
    public Uri Address { get; }

    /// <summary>What a client takes for the provider's base URL: <see cref="Address"/> with <c>/v1</c>.</summary>
    public Uri BaseUrl => new(Address, "v1");

    /// <summary>Starts listening; returns when requests are accepted.</summary>
    /// <exception cref="ArgumentException">The URL is not <c>http</c> with an IP address or <c>localhost</c>.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<SimulatorHost> StartAsync(SimulatorOptions options, CancellationToken cancellationToken = default)
    {
        var endpoint = EndpointOf(options.Url);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { ApplicationName = "Gateway.Simulator" });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Listen(endpoint);
        });
        builder.Services.AddRoutingCore();
        builder.Services.AddSimulator(options);
        builder.Services.Replace(ServiceDescriptor.Singleton<IHostLifetime, OwnedLifetime>());
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(200));

        var application = builder.Build();
        application.MapSimulator();
        await application.StartAsync(cancellationToken);
        return new SimulatorHost(application, new Uri(application.Urls.First()));
    }

    /// <summary>The counters since the start or the last <see cref="Reset"/>.</summary>
    public ServedStats Stats() => _served.Current.Stats();

    /// <summary>The recorded requests with a sequence number above <paramref name="after"/>, oldest first.</summary>
    public IReadOnlyList<ServedRequest> Requests(long after = 0) => [.. _served.Current.Requests(after)];

    /// <summary>Forgets counters, recorded requests and how often limited faults have struck.</summary>
    public void Reset() => _served.Reset();

    /// <summary>Stops listening and cuts what is still being answered after 200 ms.</summary>
    public async ValueTask DisposeAsync()
    {
        await _application.StopAsync();
        await _application.DisposeAsync();
    }

    private static IPEndPoint EndpointOf(Uri url)
    {
        var address = url.Host == "localhost" ? IPAddress.Loopback : null;
        if (url.Scheme != Uri.UriSchemeHttp || (address is null && !IPAddress.TryParse(url.Host, out address)))
        {
            throw new ArgumentException($"The simulator listens on http with an IP address or localhost, not on '{url}'.", nameof(url));
        }

        return new IPEndPoint(address, url.Port);
    }

    /// <summary>Whoever started the simulator stops it: a signal must not end it under a host that still drains its calls.</summary>
    private sealed class OwnedLifetime : IHostLifetime
    {
        public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
