using System.Text.Json;
using Gateway.Domain;
using Gateway.Ingress.Access;
using Gateway.Ingress.Governance;

namespace Gateway.Ingress.Proxy;

/// <summary>The paths of OpenAI's API that the gateway answers.</summary>
internal sealed class OpenAIEndpoints(CallPipeline pipeline, GovernanceView governance, AuthenticationFailures failures)
{
    /// <summary>Maps them. What is not known here is refused in the same format, and recorded.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/v1/chat/completions", (RequestDelegate)pipeline.ChatAsync);
        endpoints.MapGet("/v1/models", (RequestDelegate)ListModelsAsync);
        endpoints.Map("/v1/chat/completions", (RequestDelegate)(http => pipeline.RefuseAsync(http, new Rejection("method_not_allowed", "Use POST."))));
        endpoints.Map("/v1/models", (RequestDelegate)(http => pipeline.RefuseAsync(http, new Rejection("method_not_allowed", "Use GET."))));
        endpoints.Map("/v1/{**path}", (RequestDelegate)(http => pipeline.RefuseAsync(http, new Rejection("unknown_endpoint", "There is no such endpoint."))));
    }

    // Not a call: answered from the snapshot, and nothing leaves.
    private async Task ListModelsAsync(HttpContext http)
    {
        http.Response.Headers[ProxiedCall.IdHeader] = Guid.CreateVersion7().ToString();
        var snapshot = governance.Current;
        if (VirtualKeyCredential.Find(http.Request.Headers, snapshot) is not { } key)
        {
            await Refusal.UnauthenticatedAsync(http, failures);
            return;
        }

        http.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(http.Response.BodyWriter);
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        foreach (var route in snapshot.RoutesOf(key))
        {
            json.WriteStartObject();
            json.WriteString("id", route.Model);
            json.WriteString("object", "model");
            json.WriteNumber("created", 0);
            json.WriteString("owned_by", route.Organization ?? "gateway");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
