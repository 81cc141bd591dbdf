using System.Diagnostics;
using Gateway.Simulator.Catalog;
using Gateway.Simulator.Chat;
using Gateway.Simulator.Faults;
using Gateway.Simulator.Served;
using Gateway.Simulator.Wire;

namespace Gateway.Simulator;

/// <summary>The route table, and what stands behind it.</summary>
internal static class Routes
{
    public static void AddSimulator(this IServiceCollection services, SimulatorOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton<ServedRequests>();
        services.AddSingleton<ModelCatalog>();
        services.AddSingleton<FaultCatalog>();
        services.AddSingleton<ApiKeyCheck>();
        services.AddSingleton<ChatEndpoint>();
        services.AddSingleton<ModelEndpoints>();
        services.AddSingleton<ServedEndpoints>();
    }

    public static void MapSimulator(this WebApplication application)
    {
        var chat = application.Services.GetRequiredService<ChatEndpoint>();
        var models = application.Services.GetRequiredService<ModelEndpoints>();
        var served = application.Services.GetRequiredService<ServedEndpoints>();

        application.MapPost("/v1/chat/completions", chat.AnswerAsync);
        application.MapGet("/v1/models", models.ListAsync);
        application.MapGet("/v1/models/{id}", models.GetAsync);

        application.MapGet("/simulator/stats", served.StatsAsync);
        application.MapGet("/simulator/requests", served.RequestsAsync);
        application.MapPost("/simulator/reset", served.ResetAsync);

        application.MapFallback(context => ProviderError.UnknownUrl(context.Request).WriteAsync(context.Response, Stopwatch.GetTimestamp()));
    }
}
