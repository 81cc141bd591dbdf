using Gateway.Ingress.Providers.OpenAI;

namespace Gateway.Ingress.Proxy;

/// <summary>Errors of our own, in the client's format.</summary>
internal static class ErrorResponse
{
    private const string RetryAfterSeconds = "1";

    /// <summary>Answers with an error; the response must not have begun.</summary>
    /// <param name="response">The client's response.</param>
    /// <param name="status">Its HTTP status. 503 says when to try again.</param>
    /// <param name="code">Stable code.</param>
    /// <param name="message">One sentence without secrets or content.</param>
    public static async Task WriteAsync(HttpResponse response, int status, string code, string message)
    {
        var body = OpenAIError.Body(status, code, message);
        response.StatusCode = status;
        response.ContentType = "application/json";
        response.ContentLength = body.Length;
        if (status == StatusCodes.Status503ServiceUnavailable)
            response.Headers.RetryAfter = RetryAfterSeconds;
        await response.Body.WriteAsync(body);
    }
}
