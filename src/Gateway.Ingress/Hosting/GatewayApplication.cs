using Gateway.Ingress.Hosting.Settings;
using Gateway.Projections.Content;

namespace Gateway.Ingress.Hosting;

/// <summary>The web application of a gateway process.</summary>
internal static class GatewayApplication
{
    // Longer than the settle timeout: what is on its way may end, and its outcome be written.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(25);

    /// <summary>Builds it; nothing is started.</summary>
    public static WebApplication BuildGateway(this WebApplicationBuilder builder, GatewaySettings settings, string connectionString, MasterKey masterKey)
    {
        if (!ListenAddress.IsConfigured(builder.Configuration))
            builder.WebHost.UseUrls(ListenAddress.Default);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;

            // The bound is ours, so that the refusal is in the client's format and on record.
            kestrel.Limits.MaxRequestBodySize = null;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);

        // Said unless the operator says otherwise: what these libraries tell at every start is no news.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);
        builder.Logging.AddFilter("Marten", LogLevel.Warning);
        builder.Logging.AddFilter("Marten.Events.Daemon", LogLevel.Error);
        builder.Logging.AddFilter("Wolverine", LogLevel.Error);
        builder.AddGateway(settings, connectionString, masterKey);

        var app = builder.Build();
        app.MapGateway(settings.Gateway.Roles);
        return app;
    }
}
