using Gateway.IntegrationTests.GraphQL;
using Gateway.Testing;
using static Gateway.IntegrationTests.Calls.CallSamples;

namespace Gateway.IntegrationTests.Usage;

public sealed class UsageQueryTests(PostgresFixture postgres) : IAsyncLifetime
{
    private GraphQLHost _host = null!;

    public async ValueTask InitializeAsync()
    {
        _host = await GraphQLHost.StartAsync(postgres);
        var (store, later) = (_host.Store, Noon.AddMinutes(90));
        await store.StartAsync("acme", Received(), Completed());
        await store.StartAsync("acme", Received(later, "gpt-4o-mini", team: null), Completed(later, cost: null));
        await store.StartAsync("acme", Received(later), Failed(later));
        await store.StartAsync("acme", Received(later), Aborted(later));
        await store.StartAsync("acme", Received(later), Abandoned(later));
        await store.StartAsync("acme", Denied());
        await store.StartAsync("acme", Received());
        await store.ProjectAsync();
    }

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task the_total_counts_what_ended_and_says_what_the_cost_leaves_out()
    {
        var usage = await UsageAsync("2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z", "[]", "total");

        Assert.Equal(
            """{"requests":6,"denied":1,"failed":1,"aborted":1,"abandoned":1,"inputTokens":340,"outputTokens":105,"cacheReadTokens":40,"cost":{"amount":"0.00123","currency":"USD"},"unpriced":2,"estimated":1}""",
            usage);
    }

    [Fact]
    public async Task rows_are_told_apart_by_dimension_and_hour()
    {
        var answer = (await _host.QueryAsync(
            """{ usage(from: "2026-11-24T00:00:00Z", to: "2026-11-25T00:00:00Z", groupBy: [TEAM, MODEL], grain: HOUR) { rows { from team model provider requests } } }""")).GetProperty("usage");

        Assert.Equal(
            """[{"from":"2026-11-24T12:00:00.000000Z","team":"research","model":"gpt-4o","provider":null,"requests":1},{"from":"2026-11-24T12:00:00.000000Z","team":null,"model":"gpt-9","provider":null,"requests":1},{"from":"2026-11-24T13:00:00.000000Z","team":"research","model":"gpt-4o","provider":null,"requests":3},{"from":"2026-11-24T13:00:00.000000Z","team":null,"model":"gpt-4o-mini","provider":null,"requests":1}]""",
            answer.GetProperty("rows").GetRawText());
    }

    [Theory]
    [InlineData("2026-11-24T12:00:00Z", "2026-11-24T13:00:00Z", 2)]
    [InlineData("2026-11-24T12:00:00.000001Z", "2026-11-24T13:30:00Z", 0)]
    [InlineData("2026-11-24T12:00:00.000001Z", "2026-11-24T13:30:00.000001Z", 4)]
    [InlineData("2026-11-24T11:59:59Z", "2026-11-24T12:00:00.000001Z", 2)]
    [InlineData("2026-11-24T13:29:00Z", "2026-11-24T13:31:00Z", 4)]
    [InlineData("2026-11-24T10:10:10Z", "2026-11-24T15:10:10Z", 6)]
    [InlineData("2026-11-24T12:00:00Z", "2026-11-24T12:00:00Z", 0)]
    public async Task a_range_is_exact_wherever_it_begins_and_ends(string from, string to, int requests)
    {
        var usage = (await _host.QueryAsync($"{{ usage(from: \"{from}\", to: \"{to}\", groupBy: []) {{ total {{ requests }} }} }}")).GetProperty("usage");

        Assert.Equal(requests, usage.GetProperty("total").GetProperty("requests").GetInt32());
    }

    [Fact]
    public async Task a_range_that_ends_before_it_begins_is_refused() => Assert.Equal("BAD_USER_INPUT", GraphQLHost.Code(await _host.SendAsync(
        """{ usage(from: "2026-11-25T00:00:00Z", to: "2026-11-24T00:00:00Z", groupBy: []) { total { requests } } }""")));

    private async Task<string> UsageAsync(string from, string to, string groupBy, string part) => (await _host.QueryAsync(
        $$"""
        { usage(from: "{{from}}", to: "{{to}}", groupBy: {{groupBy}}) { {{part}} {
          requests denied failed aborted abandoned inputTokens outputTokens cacheReadTokens cost { amount currency } unpriced estimated } } }
        """)).GetProperty("usage").GetProperty(part).GetRawText();
}
