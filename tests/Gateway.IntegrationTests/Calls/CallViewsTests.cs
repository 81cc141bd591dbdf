using Gateway.Domain.Calls;
using Gateway.Projections.Calls;
using Gateway.Projections.Usage;
using Gateway.Testing;
using static Gateway.IntegrationTests.Calls.CallSamples;

namespace Gateway.IntegrationTests.Calls;

public sealed class CallViewsTests(PostgresFixture postgres) : IAsyncLifetime
{
    private CallStore _store = null!;

    public async ValueTask InitializeAsync() => _store = await CallStore.CreateAsync(postgres);

    public ValueTask DisposeAsync() => _store.DisposeAsync();

    [Fact]
    public async Task the_schema_in_the_database_is_the_one_that_is_configured() =>
        await _store.Store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();

    public static TheoryData<string, CallStatus, int?> Ends => new()
    {
        { "completed", CallStatus.Completed, 200 },
        { "failed", CallStatus.Failed, 502 },
        { "aborted", CallStatus.Aborted, null },
        { "abandoned", CallStatus.Abandoned, null },
        { "denied", CallStatus.Denied, 404 },
    };

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task a_call_ends_alike_whether_its_events_come_in_one_page_or_in_two(string end, CallStatus status, int? httpStatus)
    {
        var together = await _store.StartAsync("acme", Received(), End(end));
        var apart = await _store.StartAsync("acme", Received());
        await _store.ProjectAsync();
        Assert.Equal(CallStatus.Open, (await FindAsync(apart)).Status);

        await _store.AppendAsync("acme", apart, End(end));
        await _store.ProjectAsync();

        var (one, two) = (await FindAsync(together), await FindAsync(apart));
        Assert.Equal((status, httpStatus), (one.Status, one.Outcome.HttpStatus));
        Assert.Equivalent(
            one with { Scope = one.Scope with { Tags = null }, Request = one.Request with { Injected = null }, Outcome = one.Outcome with { FinishReasons = null } },
            two with
            {
                Id = one.Id,
                LastPosition = one.LastPosition,
                RecordedAt = one.RecordedAt,
                Scope = two.Scope with { Tags = null },
                Request = two.Request with { Injected = null },
                Outcome = two.Outcome with { FinishReasons = null },
            },
            strict: true);
        Assert.Equal(2, (await UsageAsync()).Requests);
    }

    [Fact]
    public async Task a_denied_call_is_start_and_end_in_one()
    {
        var id = await _store.StartAsync("acme", Denied());
        await _store.ProjectAsync();

        var call = await FindAsync(id);
        Assert.Equal((CallStatus.Denied, "model_not_found", 404), (call.Status, call.Outcome.DenialCode, call.Outcome.HttpStatus));
        Assert.Equal(1500, call.Latency!.Total);
        Assert.Equal((1L, 1L), ((await UsageAsync()).Requests, (await UsageAsync()).Denied));
    }

    [Fact]
    public async Task failed_attempts_are_counted_while_the_call_is_open_and_after()
    {
        var id = await _store.StartAsync("acme", Received());
        await _store.ProjectAsync();
        await _store.AppendAsync("acme", id, AttemptFailed());
        await _store.ProjectAsync();
        Assert.Equal((CallStatus.Open, 1), ((await FindAsync(id)).Status, (await FindAsync(id)).Outcome.Attempts));

        await _store.AppendAsync("acme", id, AttemptFailed(2), Completed(attempt: 3));
        await _store.ProjectAsync();
        Assert.Equal((CallStatus.Completed, 3), ((await FindAsync(id)).Status, (await FindAsync(id)).Outcome.Attempts));
        Assert.Equal(1, (await UsageAsync()).Requests);
    }

    [Fact]
    public async Task every_figure_of_a_call_is_in_its_row()
    {
        var id = await _store.StartAsync("acme", Received(), Completed());
        await _store.ProjectAsync();

        var call = await FindAsync(id);
        Assert.Equal(Noon, call.StartedAt);
        Assert.Equal(Completed().CompletedAt, call.CompletedAt);
        Assert.Equal(Completed().Latency, call.Latency);
        Assert.Equal(Completed().Usage, call.Tokens);
        Assert.Equal(Completed().Cost, call.Cost);
        Assert.Equal("summaries", call.Scope.Tags!.Value.GetProperty("feature").GetString());
        Assert.Equal("stop", call.Outcome.FinishReasons!.Value[0].GetString());
        Assert.Equal(("s-1", "crawler", "0af7651916cd43dd8448eb211c80319c"), (call.Scope.Session, call.Scope.Agent, call.Scope.TraceId));
        Assert.Equal((1234L, 4321L, 7L), (call.Request.Bytes, call.Outcome.Bytes!.Value, call.Request.PolicyVersion));
    }

    [Fact]
    public async Task one_page_holds_the_events_of_all_organizations()
    {
        for (var i = 0; i < 20; i++)
            await _store.StartAsync($"organization-{i}", Received(organization: $"organization-{i}"), Completed());
        await _store.ProjectAsync();

        Assert.Equal(20, await _store.ScalarAsync<long>("select count(distinct organization) from gateway.call_record"));
        Assert.Equal(1, await _store.ScalarAsync<long>("select count(distinct xmin::text) from gateway.call_record"));
    }

    [Fact]
    public async Task a_second_end_stops_the_projection_and_changes_nothing()
    {
        var id = await _store.StartAsync("acme", Received(), Completed());
        await _store.ProjectAsync();
        await _store.AppendAsync("acme", id, Failed());

        await Assert.ThrowsAnyAsync<Exception>(_store.RebuildAsync);
        Assert.Equal(0, (await UsageAsync()).Failed);
    }

    private static object End(string name) => name switch
    {
        "completed" => Completed(),
        "failed" => Failed(),
        "aborted" => Aborted(),
        "abandoned" => Abandoned(),
        _ => Denied(),
    };

    private async Task<CallRecord> FindAsync(Guid id) => (await new CallQueries(_store.Database).FindAsync(id, null, CancellationToken.None))!;

    private async Task<UsageFigures> UsageAsync() =>
        (await new UsageQueries(_store.Database).ReportAsync(new UsageRequest(Noon.AddDays(-1), Noon.AddDays(1), [], null), null, CancellationToken.None))!.Total;
}
