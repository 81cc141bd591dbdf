using System.Text;
using Gateway.Testing;

namespace Gateway.IntegrationTests.Proxy;

/// <summary>Which of a client's headers a provider sees.</summary>
[Collection<PatientCollection>]
public sealed class UpstreamHeaderTests(PatientGateway patient)
{
    private const string KeptBack =
        """
        Authorization: Bearer {key}
        x-api-key: {key}
        api-key: {key}
        Cookie: session=1
        Proxy-Authorization: Basic abc
        Connection: x-nominated, X-Also-Nominated
        x-nominated: 1
        x-also-nominated: 2
        Keep-Alive: timeout=5
        Proxy-Connection: keep-alive
        TE: trailers
        Trailer: x-checksum
        Accept-Encoding: gzip, br
        traceparent: 00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01
        tracestate: vendor=1
        Forwarded: for=192.0.2.1
        X-Forwarded-For: 192.0.2.1
        X-Forwarded-Host: internal
        X-Forwarded-Proto: https
        X-Real-IP: 192.0.2.1
        Via: 1.1 corporate
        OpenAI-Organization: org-client
        OpenAI-Project: proj-client
        x-gateway-session: s-1
        X-Gateway-Tags: feature=search
        x-gateway-user: somebody
        x-gateway-anything: at all
        """;

    private const string PassedOn =
        """
        User-Agent: OpenAI/Python 1.2.3
        Accept: application/json
        Content-Type: application/json; charset="UTF-8"; odd=1
        x-stainless-retry-count: 0
        OpenAI-Beta: assistants=v2
        Idempotency-Key: a b  c
        x-title: caf??
        x-empty:
        """;

    // The server hides what else the header names if that says close, so another request does.
    private const string Last = "GET /health/live HTTP/1.1\r\nHost: gateway\r\nConnection: close\r\n\r\n";

    private static readonly string Title = "caf" + Encoding.Latin1.GetString(Encoding.UTF8.GetBytes("é漢"));

    [Fact]
    public async Task what_is_the_clients_own_stays_here_and_the_rest_passes_as_it_is()
    {
        const string Body = """{"model":"scripted","messages":[]}""";
        patient.Provider.Answer(200, "{}");
        var passedOn = PassedOn.Replace("caf??", Title, StringComparison.Ordinal);
        var headers = Lines(KeptBack.Replace("{key}", TestSecrets.Key, StringComparison.Ordinal)) + Lines(passedOn);
        var answer = await RawCaller.SendAsync(
            patient.Gateway.Node.Address,
            $"POST /v1/chat/completions HTTP/1.1\r\nHost: gateway\r\n{headers}Content-Length: {Body.Length}\r\n\r\n{Body}{Last}");

        Assert.Equal(200, answer.Status);
        var request = patient.Provider.Last;
        Assert.Equal(Body, Encoding.UTF8.GetString(request.Body));
        Assert.DoesNotContain(TestSecrets.Key, request.Head, StringComparison.Ordinal);
        foreach (var line in Pairs(KeptBack).Where(pair => pair.Name is not ("Authorization" or "Accept-Encoding")))
            Assert.Empty(request.Header(line.Name));
        foreach (var (name, value) in Pairs(passedOn))
            Assert.Equal([value], request.Header(name));
        Assert.Equal(["Bearer " + TestSecrets.ProviderKey], request.Header("Authorization"));
        Assert.Equal(["identity"], request.Header("Accept-Encoding"));
        Assert.Equal([patient.Provider.BaseUrl.Authority], request.Header("Host"));
        Assert.Equal([$"{Body.Length}"], request.Header("Content-Length"));
        Assert.StartsWith("POST /v1/chat/completions HTTP/1.1\r\n", request.Head);
    }

    [Fact]
    public async Task a_header_that_comes_twice_arrives_with_both_values()
    {
        patient.Provider.Answer(200, "{}");
        using var request = ChatCaller.Question(ProxyFixture.Scripted);
        request.Headers.Add("x-twice", ["one", "two, three"]);
        await patient.Caller.SendAsync(request);

        Assert.Equal("one, two, three", string.Join(", ", patient.Provider.Last.Header("x-twice")));
    }

    [Fact]
    public async Task a_client_that_waits_to_be_asked_for_its_body_is_asked_here()
    {
        patient.Provider.Answer(200, "{}");
        using var request = ChatCaller.Question(ProxyFixture.Scripted);
        request.Headers.ExpectContinue = true;
        var answer = await patient.Caller.SendAsync(request);

        Assert.Equal(200, answer.Status);
        Assert.Empty(patient.Provider.Last.Header("Expect"));
    }

    [Fact]
    public async Task the_simulator_is_shown_no_header_but_those()
    {
        var answer = await patient.Caller.AskAsync("gpt-4o", stream: false, "instant");

        Assert.Equal(
            ["accept-encoding", "authorization", "content-length", "content-type", "host", "x-request-marker", "x-simulator-fault"],
            (await patient.ServedAsync(answer.Marker)).HeaderNames.Select(name => name.ToLowerInvariant()).Order());
    }

    private static string Lines(string headers) => headers.ReplaceLineEndings("\r\n") + "\r\n";

    private static IEnumerable<(string Name, string Value)> Pairs(string headers) =>
        headers.Split('\n').Select(line => line.Split(':', 2)).Select(pair => (pair[0], pair[1].Trim()));
}
