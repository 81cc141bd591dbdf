using Gateway.Ingress.Journal;
using Gateway.IntegrationTests.Calls;
using Gateway.Testing;

namespace Gateway.IntegrationTests.Journal;

/// <summary>Nodes that are taken for dead, rightly or not.</summary>
public sealed class NodeTests(PostgresFixture postgres)
{
    [Fact]
    public async Task refuses_the_outcome_of_a_call_that_another_node_has_closed()
    {
        await using var database = await JournalDatabase.CreateAsync(postgres);
        await using var slow = await database.StartNodeAsync();
        await using var other = await database.StartNodeAsync();
        var opening = await slow.OpenAsync();
        var abandoned = Settlement.Abandoning(opening.CallId, opening.Organization, CallSamples.Abandoned());

        Assert.Equal(SettleResult.Recorded, await other.Journal.SettleAsync(abandoned));
        Assert.Equal(SettleResult.Refused, await slow.CompleteAsync(opening));
        Assert.Equal(["call_received", "call_abandoned"], await database.TypesAsync(opening.CallId));
        Assert.Equal(0, slow.Journal.OpenCalls);
    }

    [Fact]
    public async Task a_call_that_has_ended_is_not_abandoned()
    {
        await using var database = await JournalDatabase.CreateAsync(postgres);
        await using var node = await database.StartNodeAsync();
        await using var other = await database.StartNodeAsync();
        var opening = await node.OpenAsync();
        await node.CompleteAsync(opening);

        var late = Settlement.Abandoning(opening.CallId, opening.Organization, CallSamples.Abandoned());
        Assert.Equal(SettleResult.Refused, await other.Journal.SettleAsync(late));
        Assert.Equal(["call_received", "call_completed"], await database.TypesAsync(opening.CallId));
    }

    [Fact]
    public async Task a_race_between_an_outcome_and_its_abandonment_has_one_winner()
    {
        await using var database = await JournalDatabase.CreateAsync(postgres);
        await using var node = await database.StartNodeAsync();
        await using var other = await database.StartNodeAsync();
        for (var round = 0; round < 50; round++)
        {
            var opening = await node.OpenAsync();
            var results = await Task.WhenAll(
                node.CompleteAsync(opening).AsTask(),
                other.Journal.SettleAsync(Settlement.Abandoning(opening.CallId, opening.Organization, CallSamples.Abandoned())).AsTask());
            Assert.Single(results, SettleResult.Recorded);
        }

        Assert.Equal(0, await database.ScalarAsync<long>("select count(*) from gateway.mt_streams where type = 'call' and version <> 2"));
    }

    [Fact]
    public async Task a_node_that_was_taken_for_dead_admits_only_under_a_new_boot_id()
    {
        await using var database = await JournalDatabase.CreateAsync(postgres);
        await using var node = await database.StartNodeAsync();
        var dead = node.Lease.Boot;
        await node.OpenAsync();
        await database.ExecuteAsync("update gateway.node set fenced_at = now()");

        var opening = await node.OpenAsync();
        Assert.NotEqual(dead, node.Lease.Boot);
        Assert.Equal(node.Lease.Boot.ToString(), await database.ScalarAsync<string>($"select data ->> 'boot' from gateway.mt_events where stream_id = '{opening.CallId}'"));
        Assert.Equal(1, await database.ScalarAsync<long>("select count(*) from gateway.node where fenced_at is null and lease_until > now()"));
    }
}
