using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;

namespace Gateway.GraphQL.Transport;

/// <summary>GraphiQL for browsers, from this assembly's resources: nothing is fetched from elsewhere.</summary>
internal static class GraphiQLPage
{
    // Styles: the editor sets them on its own elements.
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src data:; img-src 'self' data:; connect-src 'self'; " +
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly FileExtensionContentTypeProvider ContentTypes = new();

    private static readonly Dictionary<string, byte[]> Assets = typeof(GraphiQLPage).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith("GraphiQL/", StringComparison.Ordinal))
        .ToDictionary(name => name["GraphiQL/".Length..], Read, StringComparer.Ordinal);

    /// <summary>Whether a browser asks for the page: a GET without a query that accepts HTML.</summary>
    public static bool Wanted(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !request.Query.ContainsKey("query") && MediaTypes.AcceptsHtml(request.Headers.Accept);

    public static Task WriteAsync(HttpContext context)
    {
        var path = context.Request.PathBase + context.Request.Path;
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        context.Response.ContentType = "text/html; charset=utf-8";
        var page = Encoding.UTF8.GetString(Assets["page.html"]).Replace("{{path}}", path.ToUriComponent().TrimEnd('/'), StringComparison.Ordinal);
        return context.Response.WriteAsync(page);
    }

    public static IResult Asset(string name, HttpContext context)
    {
        if (name == "page.html" || !Assets.TryGetValue(name, out var content) || !ContentTypes.TryGetContentType(name, out var type))
            return Results.NotFound();
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "public, max-age=3600";
        return Results.Bytes(content, type + "; charset=utf-8");
    }

    private static byte[] Read(string resource)
    {
        using var stream = typeof(GraphiQLPage).Assembly.GetManifestResourceStream(resource)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
