using System.Diagnostics;
using Gateway.Simulator.Wire;

namespace Gateway.Simulator.Catalog;

/// <summary><c>GET /v1/models</c> and <c>GET /v1/models/{id}</c>.</summary>
internal sealed class ModelEndpoints(ModelCatalog catalog, ApiKeyCheck apiKeys)
{
    public Task ListAsync(HttpContext context) =>
        AnswerAsync(context, new { @object = "list", data = catalog.Cards.Select(Describe) });

    public Task GetAsync(HttpContext context)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        return catalog.Find(id) is { } card ? AnswerAsync(context, Describe(card)) : AnswerAsync(context, ProviderError.UnknownModel(id));
    }

    private static object Describe(ModelCard card) => new { id = card.Id, @object = "model", created = ModelCard.Created, owned_by = "system" };

    private Task AnswerAsync(HttpContext context, object answer)
    {
        var started = Stopwatch.GetTimestamp();
        if ((apiKeys.Refuse(context.Request) ?? answer as ProviderError) is { } error)
        {
            return error.WriteAsync(context.Response, started);
        }

        ProviderHeaders.Write(context.Response, started);
        return context.Response.WriteAsJsonAsync(answer);
    }
}
