using System.Text.Json;
using Gateway.Domain;
using Gateway.Ingress.Access;
using Gateway.Ingress.Governance;

namespace Gateway.Ingress.Proxy;

/// <summary>The paths of OpenAI's API that the gateway answers.</summary>
internal sealed class OpenAIEndpoints(CallPipeline pipeline, GovernanceView governance, AuthenticationFailures failures, ILogger<OpenAIEndpoints> logger)
{
    private static readonly Rejection UnknownEndpoint = new("unknown_endpoint", "There is no such endpoint.");

    /// <summary>Maps them. What is not known here is refused in the same format, and recorded.</summary>
    public void Map(IEndpointRouteBuilder endpoints)
    {
        // A route for one method wins over one for all. The casts keep from ASP0022, which does not know that, what it would take for a conflict.
        endpoints.MapPost("/v1/chat/completions", (RequestDelegate)Answered(pipeline.ChatAsync));
        endpoints.MapGet("/v1/models", (RequestDelegate)Answered(ListModelsAsync));
        endpoints.Map("/v1/chat/completions", (RequestDelegate)Answered(http => RefuseMethodAsync(http, CallEndpoint.Chat, HttpMethods.Post)));
        endpoints.Map("/v1/models", (RequestDelegate)Answered(http => RefuseMethodAsync(http, CallEndpoint.Models, HttpMethods.Get)));
        endpoints.Map("/v1/{**path}", (RequestDelegate)Answered(http => pipeline.RefuseAsync(http, CallEndpoint.Unknown, UnknownEndpoint)));
    }

    // A defect of our own is answered like any other error; an answer that has begun must not end as if it were whole, so that one goes on to the server.
    private RequestDelegate Answered(RequestDelegate answer) => async http =>
    {
        try
        {
            await answer(http);
        }
        catch (Exception failure) when (!http.Response.HasStarted && !http.RequestAborted.IsCancellationRequested)
        {
            ProxyLog.Failed(logger, failure, Guid.Parse(http.Response.Headers[ProxiedCall.IdHeader].ToString()));
            await Refusal.DefectAsync(http);
        }
    };

    private Task RefuseMethodAsync(HttpContext http, CallEndpoint endpoint, string allowed)
    {
        http.Response.Headers.Allow = allowed;
        return pipeline.RefuseAsync(http, endpoint, new Rejection("method_not_allowed", $"Use {allowed}."));
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
