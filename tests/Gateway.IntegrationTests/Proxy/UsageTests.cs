using System.Text.Json;

namespace Gateway.IntegrationTests.Proxy;

/// <summary>What a call used and what it costs.</summary>
[Collection<PatientCollection>]
public sealed class UsageTests(PatientGateway patient)
{
    [Theory]
    [InlineData("gpt-4o", false, "instant")]
    [InlineData("gpt-4o", true, "instant")]
    [InlineData("gpt-4o", false, "cached-5,reasoning-20")]
    [InlineData("gpt-4o", true, "cached-5,reasoning-20")]
    [InlineData("gpt-4o", true, "usage-every-chunk")]
    [InlineData("house-model", true, "no-done,no-final-blank-line")]
    public async Task reported_usage_is_priced_by_type(string model, bool stream, string fault)
    {
        var answer = await patient.Caller.AskAsync(model, stream, fault);
        var served = await patient.ServedAsync(answer.Marker);
        var record = await RecordedEnd.RecordAsync(patient.Gateway, answer.CallId);

        Assert.Equal(("REPORTED", served.PromptTokens, served.CompletionTokens), Usage(record));
        var cost = ((served.PromptTokens - served.CachedTokens) * 2.50m + served.CachedTokens * 1.25m + served.CompletionTokens * 10m) / 1_000_000;
        Assert.Equal(cost, decimal.Parse(record.GetProperty("cost").GetProperty("amount").GetString()!));
        Assert.Equal("USD", record.GetProperty("cost").GetProperty("currency").GetString());
        Assert.Equal("gpt-4o-2024-08-06", record.GetProperty("responseModel").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task a_model_without_a_price_is_unpriced_and_not_free(bool stream)
    {
        var answer = await patient.Caller.AskAsync("gpt-4.1", stream);
        var record = await RecordedEnd.RecordAsync(patient.Gateway, answer.CallId);

        Assert.Equal("REPORTED", Usage(record).State);
        Assert.Equal(JsonValueKind.Null, record.GetProperty("cost").ValueKind);
    }

    [Theory]
    [InlineData(false, "no-usage")]
    [InlineData(true, "no-usage")]
    [InlineData(true, "cut-5")]
    public async Task usage_that_was_not_reported_is_estimated_from_what_passed(bool stream, string fault)
    {
        var answer = await patient.Caller.AskAsync("gpt-4o", stream, fault);
        var record = await RecordedEnd.RecordAsync(patient.Gateway, answer.CallId);
        var (state, input, output) = Usage(record);

        Assert.Equal(("ESTIMATED", true, true), (state, input > 0, output > 0));
        Assert.Equal((input * 2.50m + output * 10m) / 1_000_000, decimal.Parse(record.GetProperty("cost").GetProperty("amount").GetString()!));
    }

    [Theory]
    [InlineData("500")]
    [InlineData("cut-headers")]
    [InlineData("error-first")]
    public async Task nothing_generated_is_no_usage(string fault)
    {
        var answer = await patient.Caller.AskAsync("gpt-4o", stream: true, fault);
        var record = await RecordedEnd.RecordAsync(patient.Gateway, answer.CallId);

        Assert.Equal("ABSENT", record.GetProperty("usageState").GetString());
        Assert.Equal((JsonValueKind.Null, JsonValueKind.Null), (record.GetProperty("inputTokens").ValueKind, record.GetProperty("cost").ValueKind));
    }

    [Theory]
    [InlineData("""{"prompt_tokens":0,"completion_tokens":0,"total_tokens":0}""", 0, 0)]
    [InlineData("""{"prompt_tokens":12,"completion_tokens":7,"prompt_tokens_details":null,"queue_time":0.5}""", 12, 7)]
    [InlineData("""{"prompt_tokens":3,"prompt_tokens_details":{"cached_tokens":10},"completion_tokens":1}""", 10, 1)]
    public async Task a_reported_zero_is_reported_and_odd_usage_does_no_harm(string usage, int input, int output)
    {
        Assert.Equal(("REPORTED", input, output), await UsageAsync(usage));
    }

    [Fact]
    public async Task a_usage_without_a_count_is_no_report()
    {
        var (state, _, _) = await UsageAsync("""{"prompt_tokens":"12","completion_tokens":-3}""");
        Assert.Equal("ESTIMATED", state);
    }

    private async Task<(string State, int Input, int Output)> UsageAsync(string usage)
    {
        patient.Provider.Answer(200, $$"""{"choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}],"usage":{{usage}}}""");
        var answer = await patient.Caller.AskAsync(ProxyFixture.Scripted);

        return Usage(await RecordedEnd.RecordAsync(patient.Gateway, answer.CallId));
    }

    private static (string State, int Input, int Output) Usage(JsonElement record) =>
        (record.GetProperty("usageState").GetString()!, record.GetProperty("inputTokens").GetInt32(), record.GetProperty("outputTokens").GetInt32());
}
