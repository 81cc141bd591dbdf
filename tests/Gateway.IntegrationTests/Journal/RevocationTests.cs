using Gateway.Domain.Governance;
using Gateway.IntegrationTests.Governance;
using Gateway.Testing;

namespace Gateway.IntegrationTests.Journal;

/// <summary>No call is admitted after a revocation was committed, whatever a node still believes.</summary>
public sealed class RevocationTests(PostgresFixture postgres)
{
    private const string WithoutKeys = """
        { "organizations": [{ "name": "acme", "teams": [{ "name": "research", "projects": ["search"] }] }],
          "providers": [{ "name": "openai", "kind": "openai", "baseUrl": "https://api.openai.com/v1", "apiKey": "env:OPENAI_API_KEY", "region": "us" }],
          "routes":    [{ "model": "gpt-4o", "strategy": "priority", "targets": [{ "provider": "openai", "model": "gpt-4o" }] }],
          "prices":    [{ "provider": "openai", "model": "gpt-4o", "from": "2024-10-01", "input": "2.50", "cacheRead": "1.25", "output": "10.00" }] }
        """;

    // The two changes of a key and the admissions are under one lock, so the order of their sequence numbers is the order of their commits.
    private const string AdmittedAfterRevocation = """
        select count(*) from gateway.mt_events call join gateway.mt_events revoked
        on revoked.type = 'virtual_key_revoked' and revoked.stream_id = (call.data ->> 'principalId')::uuid
        where call.type = 'call_received' and call.seq_id > revoked.seq_id
        """;

    // The version in force at a place in the store: the number of transactions that changed the control plane before it.
    private const string AdmittedByAnOldVersion = """
        with change as (select distinct on (transaction) seq_id, transaction from
            (select seq_id, xmin::text transaction from gateway.mt_events where type not like 'call_%') e order by transaction, seq_id)
        select count(*) from gateway.mt_events call where call.type in ('call_received', 'call_denied')
        and (call.data ->> 'policyVersion')::bigint <> (select count(*) from change where change.seq_id < call.seq_id)
        """;

    [Fact]
    public async Task a_change_between_decision_and_commit_is_decided_again()
    {
        await using var database = await JournalDatabase.CreateAsync(postgres);
        await using var node = await database.StartNodeAsync();
        var opening = node.Ask();
        await database.DeclareAsync(WithoutKeys);

        var denied = Assert.IsType<CallDecision.Deny>(await node.Journal.OpenAsync(opening));
        Assert.Equal("invalid_api_key", denied.Reason.Code);
        Assert.Equal(["call_denied"], await database.TypesAsync(opening.CallId));
        Assert.Equal(0, await database.ScalarAsync<long>(AdmittedByAnOldVersion));
        Assert.Equal(0, node.Journal.OpenCalls);
    }

    [Fact]
    public async Task a_version_that_went_back_with_its_database_is_followed()
    {
        await using var database = await JournalDatabase.CreateAsync(postgres);
        await database.DeclareAsync(WithoutKeys);
        await database.DeclareAsync(GovernanceDatabase.Json);
        await using var node = await database.StartNodeAsync();
        await database.ExecuteAsync("update gateway.governance set version = 2");

        Assert.IsType<CallDecision.Admit>(await node.Journal.OpenAsync(node.Ask()));
        Assert.Equal("2", await database.ScalarAsync<string>("select data ->> 'policyVersion' from gateway.mt_events where type = 'call_received'"));
    }

    [Fact]
    public async Task a_call_by_a_revoked_key_is_denied_even_if_another_key_has_its_secret_now()
    {
        await using var database = await JournalDatabase.CreateAsync(postgres);
        await using var node = await database.StartNodeAsync();
        var opening = node.Ask();
        await database.DeclareAsync(WithoutKeys);
        await database.DeclareAsync(GovernanceDatabase.Json);

        Assert.IsType<CallDecision.Deny>(await node.Journal.OpenAsync(opening));
        Assert.IsType<CallDecision.Admit>(await node.Journal.OpenAsync(node.Ask()));
        Assert.Equal(0, await database.ScalarAsync<long>(AdmittedAfterRevocation));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task no_node_admits_after_a_revocation_was_committed(int seed)
    {
        await using var database = await JournalDatabase.CreateAsync(postgres);
        await using var one = await database.StartNodeAsync();
        await using var two = await database.StartNodeAsync();
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, 16).Select(i => CallAsync(i % 2 == 0 ? one : two, stop.Token)).ToList();

        var random = new Random(seed);
        for (var change = 0; change < 40; change++)
        {
            await Task.Delay(random.Next(30));
            await database.DeclareAsync(change % 2 == 0 ? WithoutKeys : GovernanceDatabase.Json);
        }

        await stop.CancelAsync();
        var (admitted, denied) = (await Task.WhenAll(load)).Aggregate((a, b) => (a.Admitted + b.Admitted, a.Denied + b.Denied));
        Assert.True(admitted > 50 && denied > 50, $"{admitted} admitted, {denied} denied");
        Assert.Equal(0, await database.ScalarAsync<long>(AdmittedAfterRevocation));
        Assert.Equal(0, await database.ScalarAsync<long>(AdmittedByAnOldVersion));
        Assert.Equal(admitted, await database.ScalarAsync<long>("select count(*) from gateway.mt_events where type = 'call_received'"));
        Assert.Equal(denied, await database.ScalarAsync<long>("select count(*) from gateway.mt_events where type = 'call_denied'"));
    }

    private static async Task<(int Admitted, int Denied)> CallAsync(JournalNode node, CancellationToken stop)
    {
        var (admitted, denied) = (0, 0);
        while (!stop.IsCancellationRequested)
        {
            var opening = node.Ask();
            var decision = await node.Journal.OpenAsync(opening);
            Assert.NotNull(decision);
            if (decision is CallDecision.Deny)
            {
                denied++;
                continue;
            }

            admitted++;
            await node.CompleteAsync(opening);
        }

        return (admitted, denied);
    }
}
