using Gateway.Domain.Calls;
using Gateway.Ingress.Journal;
using Gateway.IntegrationTests.Calls;
using Gateway.Projections.Calls;
using Gateway.Testing;

namespace Gateway.IntegrationTests.Journal;

/// <summary>The rows that the journal writes are the ones that Marten would.</summary>
public sealed class StoredEventsTests(PostgresFixture postgres)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task marten_reads_what_the_journal_writes()
    {
        await using var database = await JournalDatabase.CreateAsync(postgres);
        await using var node = await database.StartNodeAsync();
        var before = await database.ScalarAsync<DateTime>("select clock_timestamp()");
        var opening = await node.OpenAsync();
        var outcome = CallSamples.Completed();
        Assert.Equal(SettleResult.Recorded, await node.Journal.SettleAsync(Settlement.Of(opening, outcome, [CallSamples.AttemptFailed()])));
        var after = await database.ScalarAsync<DateTime>("select clock_timestamp()");

        await using var session = database.Documents.QuerySession("acme");
        var events = await session.Events.FetchStreamAsync(opening.CallId);
        Assert.Equal([typeof(CallReceived), typeof(AttemptFailed), typeof(CallCompleted)], events.Select(e => e.EventType));
        Assert.Equal([1, 2, 3], events.Select(e => e.Version));
        Assert.All(events, e => Assert.InRange(e.Timestamp.UtcDateTime, before, after));
        Assert.All(events, e => Assert.Equal(("acme", opening.CallId), (e.TenantId, e.StreamId)));
        Assert.Equal(3, events.Select(e => e.Id).Distinct().Count());
        Assert.Equal(events.Select(e => e.Sequence).Order(), events.Select(e => e.Sequence));
        Assert.Equal(node.Lease.Boot, Assert.IsType<CallReceived>(events[0].Data).Boot);
        Assert.Equal(outcome.Usage, Assert.IsType<CallCompleted>(events[2].Data).Usage);

        var stream = await session.Events.FetchStreamStateAsync(opening.CallId);
        Assert.Equal(3, stream!.Version);
    }

    [Fact]
    public async Task marten_goes_on_where_the_journal_left_off()
    {
        await using var database = await JournalDatabase.CreateAsync(postgres);
        await using var node = await database.StartNodeAsync();
        var opening = await node.OpenAsync();

        await using (var session = database.Documents.LightweightSession("acme"))
        {
            session.Events.Append(opening.CallId, expectedVersion: 2, CallSamples.Abandoned());
            await session.SaveChangesAsync();
        }

        Assert.Equal(["call_received", "call_abandoned"], await database.TypesAsync(opening.CallId));
        Assert.Equal(SettleResult.Refused, await node.CompleteAsync(opening));
        Assert.Equal(["call_received", "call_abandoned"], await database.TypesAsync(opening.CallId));
    }

    [Fact]
    public async Task the_views_follow_the_journal_and_a_rebuild_gives_equal_rows()
    {
        await using var database = await JournalDatabase.CreateAsync(postgres);
        await using var node = await database.StartNodeAsync();
        var calls = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => node.OpenAsync()));
        foreach (var call in calls.Skip(5))
            await node.CompleteAsync(call);

        using var daemon = await database.Documents.BuildProjectionDaemonAsync();
        await daemon.StartAllAsync();
        await daemon.WaitForNonStaleData(Patience);
        Assert.Equal(45, await database.ScalarAsync<long>("select count(*) from gateway.call_record where status = 'COMPLETED'"));
        Assert.Equal(5, await database.ScalarAsync<long>("select count(*) from gateway.call_record where status = 'OPEN'"));

        await database.ExecuteAsync("create table before as table gateway.call_record");
        await daemon.StopAllAsync();
        await daemon.RebuildProjectionAsync(CallViews.ProjectionName, Patience, CancellationToken.None);
        Assert.Equal(0, await database.ScalarAsync<long>(
            "select count(*) from ((table before except all table gateway.call_record) union all (table gateway.call_record except all table before)) as difference"));
    }

    [Theory]
    [InlineData(-400)]
    [InlineData(400)]
    public async Task the_store_records_by_the_databases_clock_however_wrong_the_nodes_is(int days)
    {
        await using var database = await JournalDatabase.CreateAsync(postgres);
        await using var node = await database.StartNodeAsync(new WrongClock(TimeSpan.FromDays(days)));
        var opening = await node.OpenAsync();
        Assert.Equal(SettleResult.Recorded, await node.CompleteAsync(opening));

        var recorded = $"from gateway.mt_events where stream_id = '{opening.CallId}'";
        Assert.Equal(2, await database.ScalarAsync<long>($"select count(*) {recorded} and timestamp between now() - interval '1 minute' and now()"));
        Assert.Equal(0, await database.ScalarAsync<long>($"select count(*) {recorded} and (data ->> 'receivedAt')::timestamptz between now() - interval '300 days' and now() + interval '300 days'"));
    }

    private sealed class WrongClock(TimeSpan offset) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + offset;
    }
}
