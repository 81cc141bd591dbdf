using System.Diagnostics;
using Microsoft.Extensions.Primitives;

namespace Gateway.Simulator.Wire;

/// <summary>The response headers that the provider sends with every answer of its API.</summary>
internal static class ProviderHeaders
{
    private static readonly KeyValuePair<string, StringValues>[] Fixed =
    [
        new("openai-organization", "org-simulator"),
        new("openai-version", "2020-10-01"),
        new("x-ratelimit-limit-requests", "10000"),
        new("x-ratelimit-limit-tokens", "30000000"),
        new("x-ratelimit-remaining-requests", "9999"),
        new("x-ratelimit-remaining-tokens", "29999000"),
        new("x-ratelimit-reset-requests", "6ms"),
        new("x-ratelimit-reset-tokens", "2ms"),
    ];

    /// <param name="response">Whose head is not sent yet.</param>
    /// <param name="started">When the request arrived, as a <see cref="Stopwatch"/> timestamp.</param>
    public static void Write(HttpResponse response, long started)
    {
        foreach (var (name, value) in Fixed)
        {
            response.Headers[name] = value;
        }

        response.Headers["x-request-id"] = OpaqueId.Request();
        response.Headers["openai-processing-ms"] = ((long)Stopwatch.GetElapsedTime(started).TotalMilliseconds).ToString();
    }
}
