using Gateway.Domain.Governance;
using Gateway.Ingress.Journal;
using Gateway.Testing;

namespace Gateway.IntegrationTests.Journal;

/// <summary>A connection that breaks at COMMIT leaves open whether the transaction is there. The call ends once either way.</summary>
public sealed class AmbiguousCommitTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData(Cut.BeforeTheServer)]
    [InlineData(Cut.AfterTheServer)]
    public async Task an_outcome_is_written_once(Cut cut)
    {
        await using var database = await JournalDatabase.CreateAsync(postgres);
        await using var cutter = new CommitCutter(database.Port);
        await using var node = await database.StartNodeAsync(port: cutter.Port);
        var opening = await node.OpenAsync();
        cutter.Arm(cut);

        Assert.Equal(SettleResult.Recorded, await node.CompleteAsync(opening));
        Assert.Equal(1, cutter.Cuts);
        Assert.Equal(["call_received", "call_completed"], await database.TypesAsync(opening.CallId));
        Assert.Equal(0, node.Journal.OpenCalls);
    }

    [Theory]
    [InlineData(Cut.BeforeTheServer, new string[0])]
    [InlineData(Cut.AfterTheServer, new[] { "call_received", "call_failed" })]
    public async Task a_call_that_may_have_been_recorded_is_refused_and_closed(Cut cut, string[] recorded)
    {
        await using var database = await JournalDatabase.CreateAsync(postgres);
        await using var cutter = new CommitCutter(database.Port);
        await using var node = await database.StartNodeAsync(port: cutter.Port);
        var opening = node.Ask();
        cutter.Arm(cut);

        Assert.Null(await node.Journal.OpenAsync(opening));
        await Eventually.HoldsAsync(() => node.Journal.IsAvailable, "the journal to be available again");
        Assert.Equal(1, cutter.Cuts);
        Assert.Equal(recorded, await database.TypesAsync(opening.CallId));
        Assert.Equal(0, node.Journal.OpenCalls);
        Assert.IsType<CallDecision.Admit>(await node.Journal.OpenAsync(node.Ask()));
    }

    [Theory]
    [InlineData(Cut.BeforeTheServer, 0)]
    [InlineData(Cut.AfterTheServer, 10)]
    public async Task a_batch_of_both_is_written_once(Cut cut, int closed)
    {
        await using var database = await JournalDatabase.CreateAsync(postgres);
        await using var cutter = new CommitCutter(database.Port);
        await using var first = await database.StartNodeAsync();
        var open = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => first.OpenAsync()));
        await using var second = await database.AddNodeAsync(port: cutter.Port);
        var outcomes = open.Select(opening => second.CompleteAsync(opening).AsTask()).ToList();
        var openings = Enumerable.Range(0, 10).Select(_ => second.Journal.OpenAsync(second.Ask()).AsTask()).ToList();
        cutter.Arm(cut);
        await second.StartAsync();

        Assert.All(await Task.WhenAll(outcomes), result => Assert.Equal(SettleResult.Recorded, result));
        Assert.All(await Task.WhenAll(openings), Assert.Null);
        await Eventually.HoldsAsync(() => second.Journal.IsAvailable, "the journal to be available again");
        Assert.Equal(10, await database.ScalarAsync<long>("select count(*) from gateway.mt_events where type = 'call_completed'"));
        Assert.Equal(closed, await database.ScalarAsync<long>("select count(*) from gateway.mt_events where type = 'call_failed'"));
        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from gateway.mt_streams where type = 'call' and version <> 2"));
    }
}
