using Gateway.Domain;
using Gateway.Domain.Calls;
using Gateway.Ingress.Access;
using Gateway.Ingress.Journal;

namespace Gateway.Ingress.Proxy;

/// <summary>What a client is told that is not let through.</summary>
internal static class Refusal
{
    /// <summary>No virtual key, or one that is unknown or revoked.</summary>
    public static Task UnauthenticatedAsync(HttpContext http, AuthenticationFailures failures)
    {
        failures.Count(VirtualKeyCredential.PrefixOf(http.Request.Headers), http.Connection.RemoteIpAddress?.ToString());
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return ErrorResponse.WriteAsync(
            http.Response, StatusCodes.Status401Unauthorized, "invalid_api_key", "The virtual key is missing, unknown or revoked.");
    }

    /// <summary>Nothing can be recorded now, so nothing may go out.</summary>
    public static Task UnavailableAsync(HttpContext http) =>
        ErrorResponse.WriteAsync(
            http.Response, StatusCodes.Status503ServiceUnavailable, "audit_unavailable", "The call can't be recorded at the moment, so it was not sent. Try again.");

    /// <summary>The gateway itself failed.</summary>
    public static Task DefectAsync(HttpContext http) =>
        ErrorResponse.WriteAsync(
            http.Response,
            StatusCodes.Status500InternalServerError,
            FailureReasons.GatewayError,
            "The gateway failed. Its log tells why, under the id of the call.");

    /// <summary>The call is recorded as denied.</summary>
    public static Task DeniedAsync(HttpContext http, Rejection reason)
    {
        // Whether a model exists is not told to who may not use it.
        var code = reason.Code == "model_not_allowed" ? "model_not_found" : reason.Code;
        var message = code == "model_not_found" ? "The model does not exist or the virtual key may not use it." : reason.Message;
        return ErrorResponse.WriteAsync(http.Response, RefusalStatus.Of(reason.Code), code, message);
    }
}
