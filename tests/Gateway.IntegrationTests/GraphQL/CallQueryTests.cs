using System.Diagnostics;
using System.Text.Json;
using Gateway.Testing;
using Npgsql;
using static Gateway.IntegrationTests.Calls.CallSamples;

namespace Gateway.IntegrationTests.GraphQL;

public sealed class CallQueryTests(PostgresFixture postgres) : IAsyncLifetime
{
    private GraphQLHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await GraphQLHost.StartAsync(postgres);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task a_call_shows_what_its_events_say()
    {
        var id = await _host.Store.StartAsync("acme", Received(), AttemptFailed(), Completed(attempt: 2));
        await _host.Store.ProjectAsync();

        var call = (await _host.QueryAsync(
            """
            query($id: ID!) { call(id: $id) {
              id status httpStatus requestedModel responseModel provider stream inputTokens outputTokens usageState cost { amount currency }
              organization team project key startedAt durationMs latency { firstTokenMs } tags finishReasons tokens { cacheRead }
              events { sequence position type at data } attempts { number provider status reason durationMs } } }
            """, new { id })).GetProperty("call");

        Assert.Equal(id.ToString(), call.GetProperty("id").GetString());
        Assert.Equal(
            """["COMPLETED",200,"gpt-4o","gpt-4o-2024-11-20","openai",true,120,50,"REPORTED",{"amount":"0.00123","currency":"USD"},"acme","research","search","ci","2026-11-24T12:00:00.000000Z",2000,{"firstTokenMs":500},{"feature":"summaries"},["stop"],{"cacheRead":20}]""",
            JsonSerializer.Serialize(call.EnumerateObject().Skip(1).SkipLast(2).Select(member => member.Value)));
        Assert.Equal(["call_received", "attempt_failed", "call_completed"], call.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("type").GetString()));
        Assert.Equal("gpt-4o", call.GetProperty("events")[0].GetProperty("data").GetProperty("requestedModel").GetString());
        var positions = call.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("position").GetString()).ToList();
        Assert.Equal(positions.Order(StringComparer.Ordinal), positions);
        Assert.Equal(
            """[{"number":1,"provider":"azure","status":"FAILED","reason":"upstream_timeout","durationMs":250},{"number":2,"provider":"openai","status":"COMPLETED","reason":null,"durationMs":1900}]""",
            call.GetProperty("attempts").GetRawText());
    }

    [Theory]
    [InlineData("00000000-0000-7000-8000-000000000000")]
    [InlineData("no id at all")]
    public async Task a_call_that_is_not_there_is_null(string id) =>
        Assert.Equal(JsonValueKind.Null, (await _host.QueryAsync("query($id: ID!) { call(id: $id) { id } }", new { id })).GetProperty("call").ValueKind);

    [Theory]
    [InlineData("{ status: [DENIED] }", 1)]
    [InlineData("{ status: [DENIED, COMPLETED] }", 3)]
    [InlineData("{ status: [] }", 0)]
    [InlineData("{ model: [\"gpt-4o\"] }", 3)]
    [InlineData("{ provider: [\"openai\"] }", 2)]
    [InlineData("{ team: [\"research\"], key: [\"ci\"], project: [\"search\"] }", 3)]
    [InlineData("{ organization: [\"other\"] }", 1)]
    [InlineData("{ session: [\"s-1\"], agent: [\"crawler\"], traceId: [\"0af7651916cd43dd8448eb211c80319c\"] }", 3)]
    [InlineData("{ from: \"2026-11-24T13:00:00+01:00\", to: \"2026-11-24T13:00:00Z\" }", 3)]
    [InlineData("{ from: \"2026-11-24T12:00:00.000001Z\" }", 1)]
    [InlineData("null", 4)]
    public async Task a_filter_means_the_calls_that_it_says(string filter, int calls)
    {
        await _host.Store.StartAsync("acme", Received(), Completed());
        await _host.Store.StartAsync("acme", Received(Noon.AddHours(1)), Completed(Noon.AddHours(1)));
        await _host.Store.StartAsync("acme", Denied());
        await _host.Store.StartAsync("other", Received(organization: "other"));
        await _host.Store.ProjectAsync();

        var connection = (await _host.QueryAsync($"{{ calls(first: 10, filter: {filter}) {{ totalCount nodes {{ id }} }} }}")).GetProperty("calls");

        Assert.Equal((calls, calls), (connection.GetProperty("totalCount").GetInt32(), connection.GetProperty("nodes").GetArrayLength()));
    }

    [Fact]
    public async Task a_hundred_calls_with_events_attempts_and_cost_take_four_statements()
    {
        for (var i = 0; i < 100; i++)
            await _host.Store.StartAsync($"organization-{i % 3}", Received(Noon.AddSeconds(i)), AttemptFailed(), Completed(Noon.AddSeconds(i), attempt: 2));
        await _host.Store.ProjectAsync();
        await _host.Store.StopProjectingAsync();
        using var statements = new StatementCount(_host.Store.Database);

        var connection = (await _host.QueryAsync("{ calls(first: 100) { totalCount nodes { cost { amount } events { type } attempts { number } } } }")).GetProperty("calls");

        Assert.Equal(100, connection.GetProperty("nodes").GetArrayLength());
        Assert.All(connection.GetProperty("nodes").EnumerateArray(), call => Assert.Equal((3, 2), (call.GetProperty("events").GetArrayLength(), call.GetProperty("attempts").GetArrayLength())));
        Assert.InRange(statements.Count, 1, 4);
    }

    [Fact]
    public async Task an_answer_says_how_fresh_it_is()
    {
        await _host.Store.StartAsync("acme", Received(), Completed());
        await _host.Store.ProjectAsync();
        var fresh = (await _host.SendAsync("{ calls { nodes { position recordedAt } } }"));
        var freshness = fresh.GetProperty("extensions").GetProperty("freshness");
        var call = fresh.GetProperty("data").GetProperty("calls").GetProperty("nodes")[0];
        Assert.Equal(0, freshness.GetProperty("lagMs").GetDouble());
        Assert.Equal(call.GetProperty("position").GetString(), freshness.GetProperty("position").GetString());
        Assert.Equal(call.GetProperty("recordedAt").GetString(), freshness.GetProperty("recordedAt").GetString());

        await _host.Store.StopProjectingAsync();
        await _host.Store.StartAsync("acme", Received());
        var stale = (await _host.SendAsync("{ calls { nodes { id } } }")).GetProperty("extensions").GetProperty("freshness");
        Assert.True(stale.GetProperty("lagMs").GetDouble() > 0);
        Assert.Equal(freshness.GetProperty("position").GetString(), stale.GetProperty("position").GetString());
    }

    [Fact]
    public async Task freshness_is_told_beside_errors_and_not_told_where_nothing_was_read()
    {
        await _host.Store.StartAsync("acme", Received(), Completed() with { Usage = new() { Input = 3_000_000_000 } });
        await _host.Store.ProjectAsync();

        var failing = await _host.SendAsync("{ calls { nodes { inputTokens tokens { input } } } }");
        Assert.Equal("OUT_OF_RANGE", GraphQLHost.Code(failing));
        Assert.Equal(3_000_000_000, failing.GetProperty("data").GetProperty("calls").GetProperty("nodes")[0].GetProperty("tokens").GetProperty("input").GetInt64());
        Assert.True(failing.GetProperty("extensions").TryGetProperty("freshness", out _));
        Assert.False((await _host.SendAsync("{ __typename }")).TryGetProperty("extensions", out _));
    }

    /// <summary>Counts the statements that are sent to one database while it lives.</summary>
    private sealed class StatementCount : IDisposable
    {
        private readonly ActivityListener _listener;
        private int _count;

        public StatementCount(NpgsqlDataSource database)
        {
            var name = new NpgsqlConnectionStringBuilder(database.ConnectionString).Database;
            _listener = new ActivityListener
            {
                ShouldListenTo = source => source.Name == "Npgsql",
                Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
                ActivityStopped = activity =>
                {
                    if (activity.TagObjects.Any(tag => Equals(tag.Value, name)))
                        Interlocked.Increment(ref _count);
                },
            };
            ActivitySource.AddActivityListener(_listener);
        }

        public int Count => Volatile.Read(ref _count);

        public void Dispose() => _listener.Dispose();
    }
}
