using Gateway.GraphQL;
using Gateway.Ingress.Proxy;

namespace Gateway.Ingress.Hosting;

/// <summary>What a gateway process answers, by its roles.</summary>
internal static class GatewayEndpoints
{
    /// <summary>Maps the endpoints.</summary>
    public static void MapGateway(this WebApplication app, Roles roles)
    {
        app.MapGet("/health/live", () => Results.Text("live\n"));
        app.MapGet("/health/ready", Readiness.CheckAsync);
        app.MapPrometheusScrapingEndpoint("/metrics");
        if (roles.HasFlag(Roles.Ingress))
            app.Services.GetRequiredService<OpenAIEndpoints>().Map(app);
        if (roles.HasFlag(Roles.GraphQL))
            app.MapGatewayGraphQL();
    }
}
