using Gateway.Ingress.Proxy.Upstream;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Gateway.UnitTests.Proxy;

public sealed class ForwardedHeadersTests
{
    private static readonly string[] HopByHop =
        ["Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authenticate", "Proxy-Authorization", "TE", "Trailer", "Transfer-Encoding", "Upgrade"];

    private static readonly string[] Theirs =
    [
        "Authorization", "X-Api-Key", "API-KEY", "Cookie", "Host", "Content-Length", "Accept-Encoding", "Expect", "TraceParent", "tracestate", "Baggage",
        "Forwarded", "X-Forwarded-For", "x-forwarded-host", "X-Forwarded-Proto", "X-Forwarded-Port", "X-Forwarded-Client-Cert", "X-Real-IP", "X-Client-IP",
        "True-Client-IP", "CF-Connecting-IP", "X-Original-For", "Via", "OpenAI-Organization", "openai-project", "x-gateway-tags", "X-GATEWAY-User",
    ];

    [Fact]
    public void what_a_client_says_to_the_provider_goes_upstream()
    {
        var sent = Upstream(
            ("Content-Type", "application/json; charset=utf-8"), ("User-Agent", "openai-python/1.0 (x; y)"), ("Accept", "*/*"), ("x-stainless-lang", "python"),
            ("OpenAI-Beta", new StringValues(["a=1", "b=2"])), ("Idempotency-Key", "k"), ("x-empty", ""));

        Assert.Equal("application/json; charset=utf-8", sent["content-type"]);
        Assert.Equal("openai-python/1.0 (x; y)", sent["user-agent"]);
        Assert.Equal(("*/*", "python", "k", ""), (sent["accept"], sent["x-stainless-lang"], sent["idempotency-key"], sent["x-empty"]));
        Assert.Equal("a=1|b=2", sent["openai-beta"]);
        Assert.Equal(7, sent.Count);
    }

    [Fact]
    public void credentials_the_clients_address_and_ours_never_go_upstream() =>
        Assert.Empty(Upstream([.. HopByHop.Concat(Theirs).Select(name => (name, new StringValues("secret")))]));

    [Fact]
    public void what_the_connection_header_nominates_ends_here()
    {
        var sent = Upstream(("Connection", new StringValues(["keep-alive, X-One ,x-two", "close,X-THREE"])), ("x-one", "1"), ("X-Two", "2"), ("x-three", "3"), ("x-four", "4"));

        Assert.Equal(["x-four"], sent.Keys);
    }

    [Fact]
    public void what_is_not_ascii_goes_upstream_as_it_came() => Assert.Equal("caf\u00e9", Upstream(("x-title", "caf\u00e9"))["x-title"]);

    [Fact]
    public void what_a_provider_says_to_the_client_goes_downstream()
    {
        var given = Downstream(
            ("Content-Type", ["text/event-stream"]), ("x-request-id", ["req_1"]), ("retry-after", ["1.5"]), ("retry-after-ms", ["1500"]), ("x-should-retry", ["true"]),
            ("x-ratelimit-reset-tokens", ["6m0s"]), ("Vary", ["a", "b"]));

        Assert.Equal(("text/event-stream", "req_1"), (given["Content-Type"], given["X-Request-Id"]));
        Assert.Equal(("1.5", "1500", "true", "6m0s"), (given["retry-after"], given["retry-after-ms"], given["x-should-retry"], given["x-ratelimit-reset-tokens"]));
        Assert.Equal("a|b", given["vary"]);
        Assert.Equal(7, given.Count);
    }

    [Fact]
    public void what_binds_to_the_providers_host_and_what_only_we_say_never_go_downstream() => Assert.Empty(Downstream(
        [.. HopByHop.Concat(["Date", "Server", "Set-Cookie", "Alt-Svc", "Strict-Transport-Security", "Content-Length", "x-gateway-call-id", "X-Gateway-Provider"])
            .Select(name => (name, (string[])["1"]))]));

    [Fact]
    public void what_the_providers_connection_header_nominates_ends_here() => Assert.Equal(
        ["x-four"],
        Downstream(("connection", ["close, X-One", "x-TWO,"]), ("x-one", ["1"]), ("X-Two", ["2"]), ("x-four", ["4"])).Keys);

    [Fact]
    public void a_header_that_the_server_would_refuse_to_write_is_left_out() => Assert.Equal(
        ["x-b"], Downstream(("x-a", ["caf\u00e9"]), ("x-b", ["fine"]), ("x-c", ["\u0001"]), ("Content-Disposition", ["\u00e9"])).Keys);

    private static Dictionary<string, string> Upstream(params (string Name, StringValues Values)[] headers)
    {
        var from = new HeaderDictionary();
        foreach (var (name, values) in headers)
            from[name] = values;

        using var request = new HttpRequestMessage { Content = new ByteArrayContent([]) };
        ForwardedHeaders.CopyUpstream(from, request);
        return request.Headers.NonValidated.Concat(request.Content.Headers.NonValidated)
            .ToDictionary(header => header.Key, header => string.Join('|', header.Value), StringComparer.OrdinalIgnoreCase);
    }

    private static Dictionary<string, string> Downstream(params (string Name, string[] Values)[] headers)
    {
        using var from = new HttpResponseMessage { Content = new ByteArrayContent([]) };
        foreach (var (name, values) in headers)
        {
            if (!from.Headers.TryAddWithoutValidation(name, values))
                Assert.True(from.Content.Headers.TryAddWithoutValidation(name, values));
        }

        var http = new DefaultHttpContext();
        ForwardedHeaders.CopyDownstream(from, http.Response);
        return http.Response.Headers.ToDictionary(header => header.Key, header => string.Join('|', header.Value.ToArray()), StringComparer.OrdinalIgnoreCase);
    }
}
