using System.Net.Http.Headers;
using Gateway.Testing;

namespace Gateway.IntegrationTests.Proxy;

/// <summary>What is not let through: the client is told in OpenAI's format, and from the key on it is on record.</summary>
[Collection<PatientCollection>]
public sealed class RefusalTests(PatientGateway patient)
{
    public static TheoryData<string?, string?> BadCredentials { get; } = new()
    {
        { null, null },
        { "Authorization", "Bearer gw-no-such-key" },
        { "Authorization", "Bearer " },
        { "Authorization", "Basic Z3c6a2V5" },
        { "Authorization", "Bearer " + new string('k', 10_000) },
        { "x-api-key", "gw-no-such-key" },
        { "api-key", "gw-no-such-key" },
    };

    [Theory]
    [MemberData(nameof(BadCredentials))]
    public async Task a_credential_of_nobody_is_refused_and_makes_no_call(string? name, string? value)
    {
        foreach (var (method, path) in new[] { (HttpMethod.Post, ChatCaller.Path), (HttpMethod.Get, "v1/models"), (HttpMethod.Get, "v1/nothing") })
        {
            using var request = new HttpRequestMessage(method, path);
            if (name is not null)
                request.Headers.TryAddWithoutValidation(name, value);
            var answer = await patient.Caller.SendAsync(request);

            AssertError(answer, 401, "invalid_api_key");
            Assert.Equal("Bearer", answer.Header("www-authenticate"));
            Assert.Empty(await patient.Gateway.EventsAsync(answer.CallId));
        }
    }

    [Theory]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("Authorization", "bearer  ")]
    [InlineData("x-api-key", "")]
    [InlineData("api-key", "")]
    public async Task a_key_may_come_in_any_of_three_headers(string name, string scheme)
    {
        using var request = ChatCaller.Question("gpt-4o");
        request.Headers.Authorization = null;
        request.Headers.TryAddWithoutValidation(name, scheme + TestSecrets.Key);
        var answer = await patient.Caller.SendAsync(request);

        Assert.Equal(200, answer.Status);
        Assert.Equal(new RecordedEnd("COMPLETED", 200), await patient.EndOfAsync(answer.CallId));
    }

    [Fact]
    public async Task a_model_that_the_key_may_not_use_looks_like_one_that_does_not_exist()
    {
        var unknown = await AskNarrowlyAsync("no-such-model");
        var forbidden = await AskNarrowlyAsync("gpt-4o");
        var allowed = await AskNarrowlyAsync("gpt-4o-mini");

        AssertError(unknown, 404, "model_not_found");
        Assert.Equal((unknown.Status, unknown.Text), (forbidden.Status, forbidden.Text));
        Assert.Equal(200, allowed.Status);
        Assert.Equal(new RecordedEnd("DENIED", 404, "model_not_found"), await patient.EndOfAsync(unknown.CallId));
        Assert.Equal(new RecordedEnd("DENIED", 404, "model_not_allowed"), await patient.EndOfAsync(forbidden.CallId));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task a_body_that_is_too_large_is_refused(bool chunked)
    {
        using var request = ChatCaller.Request(new byte[PatientGateway.MaxBodyBytes + 1]);
        request.Headers.TransferEncodingChunked = chunked;
        var answer = await patient.Caller.SendAsync(request);

        AssertError(answer, 413, "body_too_large");
        Assert.Equal(new RecordedEnd("DENIED", 413, "body_too_large"), await patient.EndOfAsync(answer.CallId));
    }

    [Theory]
    [InlineData("GET", "v1/chat/completions", 405, "method_not_allowed", "POST", "chat")]
    [InlineData("DELETE", "v1/chat/completions", 405, "method_not_allowed", "POST", "chat")]
    [InlineData("POST", "v1/models", 405, "method_not_allowed", "GET", "models")]
    [InlineData("POST", "v1/embeddings", 404, "unknown_endpoint", null, "unknown")]
    [InlineData("GET", "v1/files/one", 404, "unknown_endpoint", null, "unknown")]
    [InlineData("POST", "v1", 404, "unknown_endpoint", null, "unknown")]
    public async Task what_is_not_served_is_refused(string method, string path, int status, string code, string? allowed, string endpoint)
    {
        using var request = ChatCaller.Question("gpt-4o");
        (request.Method, request.RequestUri) = (new HttpMethod(method), new Uri(path, UriKind.Relative));
        var answer = await patient.Caller.SendAsync(request);

        AssertError(answer, status, code);
        Assert.Equal(allowed, answer.Header("allow"));
        Assert.Equal(endpoint, (await patient.Gateway.EndedAsync(answer.CallId))[0]["endpoint"]);
        Assert.Equal(new RecordedEnd("DENIED", status, code), await patient.EndOfAsync(answer.CallId));
        Assert.DoesNotContain(patient.Gateway.Simulator.Requests(), served => served.HeaderMarker == answer.Marker);
    }

    [Fact]
    public async Task an_answer_to_head_has_a_call_id_and_no_body()
    {
        using var request = ChatCaller.Question("gpt-4o");
        (request.Method, request.Content) = (HttpMethod.Head, null);
        var answer = await patient.Caller.SendAsync(request);

        Assert.Equal((405, 0), (answer.Status, answer.Bytes.Length));
        Assert.Equal(new RecordedEnd("DENIED", 405, "method_not_allowed"), await patient.EndOfAsync(answer.CallId));
    }

    private static void AssertError(ChatAnswer answer, int status, string code)
    {
        Assert.Equal((status, code, "application/json"), (answer.Status, answer.ErrorCode, answer.Header("content-type")));
        var error = answer.Json.GetProperty("error");
        Assert.Equal(["message", "type", "param", "code"], error.EnumerateObject().Select(member => member.Name));
        Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
        Assert.Equal(7, answer.CallId.Version);
    }

    private Task<ChatAnswer> AskNarrowlyAsync(string model)
    {
        var request = ChatCaller.Question(model);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestSecrets.NarrowKey);
        return patient.Caller.SendAsync(request);
    }
}
