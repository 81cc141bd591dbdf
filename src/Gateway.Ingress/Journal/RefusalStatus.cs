namespace Gateway.Ingress.Journal;

/// <summary>The HTTP status of a refusal, by its code.</summary>
public static class RefusalStatus
{
    /// <summary>The status; 400 for a code that is the client's fault in a way that has no status of its own.</summary>
    public static int Of(string code) => code switch
    {
        "invalid_api_key" => StatusCodes.Status401Unauthorized,
        "model_not_found" or "model_not_allowed" or "unknown_endpoint" => StatusCodes.Status404NotFound,
        "method_not_allowed" => StatusCodes.Status405MethodNotAllowed,
        "body_timeout" => StatusCodes.Status408RequestTimeout,
        "body_too_large" => StatusCodes.Status413PayloadTooLarge,
        "unsupported_media_type" => StatusCodes.Status415UnsupportedMediaType,
        "client_closed_request" => StatusCodes.Status499ClientClosedRequest,
        _ => StatusCodes.Status400BadRequest,
    };
}
