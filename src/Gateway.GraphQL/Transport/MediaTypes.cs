using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Gateway.GraphQL.Transport;

/// <summary>The media types of GraphQL over HTTP (graphql.github.io/graphql-over-http/draft) and how one is chosen.</summary>
internal static class MediaTypes
{
    /// <summary>Its status code tells whether the operation was run.</summary>
    public const string GraphQLResponse = "application/graphql-response+json";

    /// <summary>The older one: every well-formed request is answered with 200.</summary>
    public const string Json = "application/json";

    /// <summary>The response's media type; null: the client accepts none of ours. Without an <c>Accept</c>, the newer one.</summary>
    public static string? Negotiate(StringValues accept)
    {
        if (StringValues.IsNullOrEmpty(accept))
            return GraphQLResponse;
        if (!MediaTypeHeaderValue.TryParseList(accept, out var accepted))
            return null;
        return accepted
            .Where(range => range.Quality is not 0 && IsUtf8(range))
            .OrderByDescending(range => range.Quality ?? 1)
            .Select(Match)
            .FirstOrDefault(match => match is not null);
    }

    /// <summary>Whether a browser asks for a page.</summary>
    public static bool AcceptsHtml(StringValues accept) =>
        MediaTypeHeaderValue.TryParseList(accept, out var accepted) && accepted.Any(range => range.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a request's body is JSON in UTF-8.</summary>
    public static bool IsJson(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase) && IsUtf8(type);

    private static bool IsUtf8(MediaTypeHeaderValue type) => !type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase);

    private static string? Match(MediaTypeHeaderValue range) => range.MediaType.Value?.ToLowerInvariant() switch
    {
        GraphQLResponse or "*/*" or "application/*" => GraphQLResponse,
        Json => Json,
        _ => null,
    };
}
