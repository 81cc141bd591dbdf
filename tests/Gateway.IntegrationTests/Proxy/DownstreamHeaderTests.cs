using Gateway.Testing;

namespace Gateway.IntegrationTests.Proxy;

/// <summary>Which of a provider's headers a client sees.</summary>
[Collection<PatientCollection>]
public sealed class DownstreamHeaderTests(PatientGateway patient)
{
    private static readonly string[] KeptBack =
    [
        "Set-Cookie: __cf_bm=1; path=/", "Alt-Svc: h3=\":443\"", "Strict-Transport-Security: max-age=1", "Server: cloudflare", "Keep-Alive: timeout=5",
        "Proxy-Authenticate: Basic", "Upgrade: h2c", "Trailer: x-checksum", "x-nominated: 1", "x-gateway-cache: hit", "x-gateway-anything: 1",
    ];

    private static readonly string[] PassedOn =
    [
        "retry-after: 7", "retry-after-ms: 7000", "x-should-retry: false", "x-ratelimit-limit-requests: 10000", "x-ratelimit-reset-tokens: 6m0s",
        "x-ratelimit-remaining-tokens: 0", "x-request-id: req_1", "openai-processing-ms: 12", "cf-ray: 8a-FRA", "x-custom:  a  b ", "Content-Language: en",
    ];

    [Theory]
    [InlineData(200, false)]
    [InlineData(200, true)]
    [InlineData(429, false)]
    public async Task what_binds_to_the_providers_host_stays_here_and_the_rest_passes(int status, bool stream)
    {
        var (type, body) = stream ? ("text/event-stream", "data: [DONE]\n\n") : ("application/json", "{\"choices\":[]}");
        string[] headers = [.. KeptBack, .. PassedOn, "x-gateway-call-id: spoofed", "Connection: x-nominated", "Content-Type: " + type];
        patient.Provider.Script = exchange => exchange.SendAsync(ScriptedProvider.Head(status, headers) + body);
        var answer = await patient.Caller.AskAsync(ProxyFixture.Scripted, stream);

        Assert.Equal(status, answer.Status);
        Assert.All(KeptBack, line => Assert.Null(answer.Header(line.Split(':')[0])));
        Assert.All(PassedOn, line => Assert.Equal(line.Split(':', 2)[1].Trim(), answer.Header(line.Split(':')[0])));
        Assert.Equal(
            (ProxyFixture.Scripted, ProxyFixture.Scripted, "1"),
            (answer.Header("x-gateway-provider"), answer.Header("x-gateway-model"), answer.Header("x-gateway-attempts")));
        Assert.Equal("req_1", (await patient.Gateway.EndedAsync(answer.CallId))[^1]["upstreamRequestId"]);
        Assert.Single(answer.Response.Headers.GetValues("date"));
    }

    [Theory]
    [InlineData("x-region: caf\u00c3\u00a9")]
    [InlineData("x-region: caf\u00e9")]
    [InlineData("x-region: a\u0001b")]
    public async Task a_header_that_our_server_can_not_send_is_left_out_and_the_answer_passes(string header)
    {
        patient.Provider.Answer(200, "{\"choices\":[]}", header, "x-other: 1");
        var answer = await patient.Caller.AskAsync(ProxyFixture.Scripted);

        Assert.Equal((200, "{\"choices\":[]}", "1"), (answer.Status, answer.Text, answer.Header("x-other")));
        Assert.Equal(new RecordedEnd("COMPLETED", 200), await patient.EndOfAsync(answer.CallId));
    }

    [Fact]
    public async Task an_id_of_the_provider_may_be_anything()
    {
        patient.Provider.Answer(200, "{\"choices\":[]}", "x-request-id: " + new string('i', 3000));
        var answer = await patient.Caller.AskAsync(ProxyFixture.Scripted);
        var end = (await patient.Gateway.EndedAsync(answer.CallId))[^1];

        Assert.Equal((3000, 256, "True"), (answer.Header("x-request-id")!.Length, end["upstreamRequestId"]!.Length, end["sanitised"]));
    }

    [Fact]
    public async Task every_answer_names_its_own_call()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => patient.Caller.AskAsync("gpt-4o")));

        Assert.Equal(20, answers.Select(answer => answer.CallId).Distinct().Count());
        Assert.All(answers, answer => Assert.DoesNotContain(TestSecrets.ProviderKey, answer.Response.ToString(), StringComparison.Ordinal));
    }
}
