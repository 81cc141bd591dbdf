using System.Net.Http.Headers;
using Gateway.Testing;

namespace Gateway.IntegrationTests.Proxy;

[Collection<PatientCollection>]
public sealed class ModelListTests(PatientGateway patient)
{
    [Fact]
    public async Task lists_only_what_the_key_may_use()
    {
        var all = await ListAsync(TestSecrets.Key);
        var narrow = await ListAsync(TestSecrets.NarrowKey);

        Assert.Contains("dead-end", all);
        Assert.Contains("gpt-4o", all);
        Assert.Equal(["gpt-4o-mini"], narrow);
    }

    [Fact]
    public async Task describes_models_as_the_provider_would_and_is_no_call()
    {
        var answer = await patient.Caller.SendAsync(Request(TestSecrets.Key));

        Assert.Equal((200, "list", "application/json"), (answer.Status, answer.Json.GetProperty("object").GetString(), answer.Header("content-type")));
        Assert.All(answer.Json.GetProperty("data").EnumerateArray(), model => Assert.Equal("model", model.GetProperty("object").GetString()));
        Assert.Empty(await patient.Gateway.EventsAsync(answer.CallId));
    }

    private static HttpRequestMessage Request(string key) => new(HttpMethod.Get, "v1/models") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };

    private async Task<List<string>> ListAsync(string key)
    {
        var answer = await patient.Caller.SendAsync(Request(key));
        return [.. answer.Json.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()!)];
    }
}
