using System.Collections.Frozen;
using System.Net.Http.Headers;
using Gateway.Ingress.Proxy.Requests;

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

    // What our own server writes, what would bind the client to the provider's host, and what names the operator's account there.
    private static readonly FrozenSet<string> NotDownstream = HopByHop.Concat(
    [
        "Date", "Server", "Set-Cookie", "Alt-Svc", "Strict-Transport-Security", "Content-Length", "OpenAI-Organization", "OpenAI-Project",
    ]).ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>Copies what a client sent and a provider may see.</summary>
    public static void CopyUpstream(IHeaderDictionary from, HttpRequestMessage to)
    {
        // Beside close, keep-alive and upgrade the server shows no other name that the header holds: such names are not known here.
        var nominated = from.Connection;
        foreach (var (name, values) in from)
        {
            if (NotUpstream.Contains(name) || IsOurs(name) || IsForwarding(name) || (nominated.Count > 0 && IsNominated(nominated, name)))
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
        IEnumerable<string?> nominated = from.Headers.NonValidated.TryGetValues("Connection", out var connection) ? connection : [];
        Copy(from.Headers.NonValidated, to.Headers, nominated);
        Copy(from.Content.Headers.NonValidated, to.Headers, nominated);
    }

    private static void Copy(HttpHeadersNonValidated from, IHeaderDictionary to, IEnumerable<string?> nominated)
    {
        foreach (var (name, values) in from)
        {
            if (!NotDownstream.Contains(name) && !IsOurs(name) && !IsNominated(nominated, name) && values.All(IsSendable))
                to[name] = values.Count == 1 ? values.ToString() : values.ToArray();
        }
    }

    // Our server throws on anything else.
    private static bool IsSendable(string value) => !value.AsSpan().ContainsAnyExceptInRange(' ', '~');

    private static bool IsOurs(string name) => name.StartsWith(ClientContext.HeaderPrefix, StringComparison.OrdinalIgnoreCase);

    private static bool IsOfContent(string name) => name.StartsWith("Content-", StringComparison.OrdinalIgnoreCase);

    private static bool IsNominated(IEnumerable<string?> connection, string name) =>
        connection.Any(value => value?.Split(',', StringSplitOptions.TrimEntries).Contains(name, StringComparer.OrdinalIgnoreCase) == true);

    private static bool IsForwarding(string name) => name.StartsWith("X-Forwarded-", StringComparison.OrdinalIgnoreCase);
}
