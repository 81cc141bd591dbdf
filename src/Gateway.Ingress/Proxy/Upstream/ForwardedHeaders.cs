using System.Buffers;
using System.Collections.Frozen;
using System.Net.Http.Headers;
using Gateway.Ingress.Proxy.Requests;
using Microsoft.Extensions.Primitives;

namespace Gateway.Ingress.Proxy.Upstream;

/// <summary>Which headers pass, in either direction. Hop-by-hop: RFC 9110, 7.6.1.</summary>
internal static class ForwardedHeaders
{
    private static readonly FrozenSet<string> HopByHop = new[]
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // The client's credentials, address and trace, what our own request to the provider sets, and what belongs to the operator's account there.
    private static readonly FrozenSet<string> NotUpstream = HopByHop.Concat(
    [
        "Authorization", "x-api-key", "api-key", "Cookie", "Host", "Content-Length", "Accept-Encoding", "Expect", "traceparent", "tracestate",
        "baggage", "Forwarded", "X-Real-IP", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP", "X-Original-For", "X-Original-Host", "X-Original-Proto",
        "Via", "OpenAI-Organization", "OpenAI-Project",
    ]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // What our own server writes, and what would bind the client to the provider's host.
    private static readonly FrozenSet<string> NotDownstream = HopByHop.Concat(
    [
        "Date", "Server", "Set-Cookie", "Alt-Svc", "Strict-Transport-Security", "Content-Length",
    ]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    // Printable ASCII: HttpClient fails a request, and the server a response, for a value with anything else.
    private static readonly SearchValues<char> Writable = SearchValues.Create(['\t', .. Enumerable.Range(' ', '~' - ' ' + 1).Select(code => (char)code)]);

    /// <summary>Copies what a client sent and a provider may see.</summary>
    public static void CopyUpstream(IHeaderDictionary from, HttpRequestMessage to)
    {
        var nominated = from.Connection;
        foreach (var (name, values) in from)
        {
            if (NotUpstream.Contains(name) || IsOurs(name) || IsForwarding(name) || IsNominated(nominated, name) || !IsWritable(values))
                continue;

            var target = IsOfContent(name) ? to.Content!.Headers : (HttpHeaders)to.Headers;
            if (values.Count == 1)
                target.TryAddWithoutValidation(name, values[0]);
            else
                target.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }
    }

    /// <summary>Copies what a provider answered and a client may see.</summary>
    public static void CopyDownstream(HttpResponseMessage from, HttpResponse to)
    {
        var nominated = from.Headers.NonValidated.TryGetValues("Connection", out var connection) ? connection.ToArray() : [];
        Copy(from.Headers.NonValidated, nominated, to.Headers);
        Copy(from.Content.Headers.NonValidated, nominated, to.Headers);
    }

    private static void Copy(HttpHeadersNonValidated from, string[] nominated, IHeaderDictionary to)
    {
        foreach (var (name, values) in from)
        {
            StringValues copy = values.Count == 1 ? values.ToString() : values.ToArray();
            if (!NotDownstream.Contains(name) && !IsOurs(name) && !IsNominated(nominated, name) && IsWritable(copy))
                to[name] = copy;
        }
    }

    private static bool IsOurs(string name) => name.StartsWith(ClientContext.HeaderPrefix, StringComparison.OrdinalIgnoreCase);

    private static bool IsForwarding(string name) => name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase);

    private static bool IsOfContent(string name) => name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);

    private static bool IsNominated(StringValues connection, string name)
    {
        foreach (var value in connection)
        {
            if (value?.Split(',', StringSplitOptions.TrimEntries).Contains(name, StringComparer.OrdinalIgnoreCase) == true)
                return true;
        }

        return false;
    }

    private static bool IsWritable(StringValues values)
    {
        foreach (var value in values)
        {
            if (value.AsSpan().ContainsAnyExcept(Writable))
                return false;
        }

        return true;
    }
}
