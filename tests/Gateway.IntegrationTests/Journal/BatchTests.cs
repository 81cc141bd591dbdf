using Gateway.Domain.Governance;
using Gateway.Ingress.Journal;
using Gateway.IntegrationTests.Calls;
using Gateway.Testing;

namespace Gateway.IntegrationTests.Journal;

/// <summary>What waits together is written together, and no entry takes others down.</summary>
public sealed class BatchTests(PostgresFixture postgres)
{
    // jsonb refuses it. The way of a call strips it; this is what the journal does if something else slips through.
    private const string Unstorable = "a\0b";

    [Fact]
    public async Task a_call_that_the_store_refuses_does_not_take_its_batch_down()
    {
        await using var database = await JournalDatabase.CreateAsync(postgres);
        await using var node = await database.AddNodeAsync();
        var openings = Enumerable.Range(0, 20).Select(i => node.Ask(session: i == 7 ? Unstorable : null)).ToList();
        var waiting = openings.Select(opening => node.Journal.OpenAsync(opening).AsTask()).ToList();
        await node.StartAsync();
        var decisions = await Task.WhenAll(waiting);

        Assert.Null(decisions[7]);
        Assert.Empty(await database.TypesAsync(openings[7].CallId));
        Assert.Equal(19, decisions.OfType<CallDecision.Admit>().Count());
        Assert.Equal(19, await database.ScalarAsync<long>("select count(*) from gateway.mt_events where type = 'call_received'"));
        Assert.True(node.Journal.IsAvailable);
        Assert.Equal(19, node.Journal.OpenCalls);
    }

    [Fact]
    public async Task an_outcome_that_the_store_refuses_does_not_take_its_batch_down_and_its_call_ends_all_the_same()
    {
        await using var database = await JournalDatabase.CreateAsync(postgres);
        await using var first = await database.StartNodeAsync();
        var (good, bad) = (await first.OpenAsync(), await first.OpenAsync());
        await using var second = await database.AddNodeAsync();
        var results = new[]
        {
            second.CompleteAsync(good).AsTask(),
            second.Journal.SettleAsync(Settlement.Of(bad, CallSamples.Completed() with { ResponseModel = Unstorable })).AsTask(),
        };
        await second.StartAsync();

        Assert.Equal([SettleResult.Recorded, SettleResult.Refused], await Task.WhenAll(results));
        Assert.Equal(["call_received", "call_completed"], await database.TypesAsync(good.CallId));
        await Eventually.GetAsync(() => database.TypesAsync(bad.CallId), types => types is ["call_received", "call_failed"], "the refused call to end");
        Assert.Equal(1, await database.ScalarAsync<long>("select count(*) from gateway.mt_events where data ->> 'reason' = 'gateway_error'"));
    }

    [Fact]
    public async Task a_call_id_that_is_taken_is_refused_and_its_stream_stays_as_it_is()
    {
        await using var database = await JournalDatabase.CreateAsync(postgres);
        await using var node = await database.StartNodeAsync();
        var opening = await node.OpenAsync();

        Assert.Null(await node.Journal.OpenAsync(node.Ask(id: opening.CallId)));
        Assert.Equal(SettleResult.Recorded, await node.CompleteAsync(opening));
        Assert.Equal(["call_received", "call_completed"], await database.TypesAsync(opening.CallId));
    }

    [Fact]
    public async Task a_call_ends_once_however_often_its_end_is_reported()
    {
        await using var database = await JournalDatabase.CreateAsync(postgres);
        await using var node = await database.AddNodeAsync();
        var opening = node.Ask();
        var admitted = node.Journal.OpenAsync(opening).AsTask();
        await node.StartAsync();
        await admitted;
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => node.CompleteAsync(opening).AsTask()));

        Assert.Single(results, SettleResult.Recorded);
        Assert.Equal(["call_received", "call_completed"], await database.TypesAsync(opening.CallId));
        Assert.Equal(0, node.Journal.OpenCalls);
    }

    [Fact]
    public async Task more_open_calls_than_the_bound_are_refused_and_nothing_of_them_is_written()
    {
        await using var database = await JournalDatabase.CreateAsync(postgres);
        await using var node = await database.AddNodeAsync(maxOpenCalls: 3);
        var waiting = Enumerable.Range(0, 10).Select(_ => node.Journal.OpenAsync(node.Ask()).AsTask()).ToList();
        await node.StartAsync();
        var decisions = await Task.WhenAll(waiting);

        Assert.Equal(3, decisions.OfType<CallDecision.Admit>().Count());
        Assert.Equal(3, await database.ScalarAsync<long>("select count(*) from gateway.mt_events where type = 'call_received'"));
    }
}
