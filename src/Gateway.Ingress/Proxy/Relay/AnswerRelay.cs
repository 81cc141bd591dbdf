using Gateway.Domain.Calls;
using Gateway.Ingress.Providers.OpenAI;
using Gateway.Ingress.Proxy.Upstream;

namespace Gateway.Ingress.Proxy.Relay;

/// <summary>What both ways of relaying an answer share: what the client is told when there is none to relay.</summary>
internal static class AnswerRelay
{
    /// <summary>Begins the client's response with the provider's status and headers.</summary>
    public static void Begin(ProxiedCall call, HttpResponseMessage from)
    {
        var response = call.Http.Response;
        response.StatusCode = (int)from.StatusCode;
        ForwardedHeaders.CopyDownstream(from, response);
        Name(call);
    }

    /// <summary>Says which target answered.</summary>
    public static void Name(ProxiedCall call)
    {
        if (call.Target is not { } target)
            return;

        var headers = call.Http.Response.Headers;
        headers["x-gateway-provider"] = target.Provider.Name;
        headers["x-gateway-model"] = target.Model;
        headers["x-gateway-attempts"] = call.Attempt.ToString();
    }

    /// <summary>The status that a failure of a kind is answered with.</summary>
    public static int StatusOf(CallEnd end) => end.Reason switch
    {
        FailureReasons.UpstreamTimeout => StatusCodes.Status504GatewayTimeout,
        FailureReasons.GatewayError => StatusCodes.Status500InternalServerError,
        _ => StatusCodes.Status502BadGateway,
    };

    /// <summary>One sentence for the client.</summary>
    public static string MessageOf(CallEnd end) => end.Reason switch
    {
        FailureReasons.UpstreamTimeout => "The provider did not answer in time.",
        FailureReasons.UpstreamUnreachable => "The provider could not be reached.",
        FailureReasons.UpstreamInterrupted => "The provider broke off its answer.",
        FailureReasons.UpstreamMalformed => "The provider's answer could not be understood.",
        _ => "The gateway could not relay the answer.",
    };

    /// <summary>Answers with an error of our own; the response must not have begun.</summary>
    public static async Task FailAsync(ProxiedCall call, CallEnd end)
    {
        Name(call);
        var status = StatusOf(end);
        await ErrorResponse.WriteAsync(call.Http.Response, status, end.Reason!, MessageOf(end));
    }

    /// <summary>The event that a broken stream ends with.</summary>
    public static byte[] FailureEvent(CallEnd end) => OpenAIError.Event(StatusOf(end), end.Reason!, MessageOf(end));
}
