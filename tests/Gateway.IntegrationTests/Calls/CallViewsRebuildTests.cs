using Gateway.Testing;
using static Gateway.IntegrationTests.Calls.CallSamples;

namespace Gateway.IntegrationTests.Calls;

public sealed class CallViewsRebuildTests(PostgresFixture postgres)
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task a_rebuild_gives_equal_rows_whatever_happened_and_in_whatever_pages(int seed)
    {
        await using var store = await CallStore.CreateAsync(postgres);
        await PlayAsync(store, new Random(seed));
        await store.ExecuteAsync("create table call_before as table gateway.call_record; create table usage_before as table gateway.usage_hourly");
        await store.RebuildAsync();

        Assert.Equal(0, await DifferencesAsync(store, "call_before", "gateway.call_record"));
        Assert.Equal(0, await DifferencesAsync(store, "usage_before", "gateway.usage_hourly"));
        Assert.True(await store.ScalarAsync<long>("select count(*) from gateway.usage_hourly") > 20);
    }

    private static async Task PlayAsync(CallStore store, Random random)
    {
        var open = new List<(string Organization, Guid Id, DateTimeOffset At)>();
        for (var step = 0; step < 400; step++)
        {
            var organization = $"organization-{random.Next(3)}";
            var at = Noon.AddMinutes(random.Next(600));
            switch (random.Next(10))
            {
                case 0:
                    await store.StartAsync(organization, Denied(at, random.Next(2) == 0 ? null : "gpt-9", organization));
                    break;
                case < 5:
                    var received = Received(at, $"model-{random.Next(3)}", random.Next(3) == 0 ? null : "research", organization);
                    open.Add((organization, await store.StartAsync(organization, received), at));
                    break;
                case < 9 when open.Count > 0:
                    var call = open[random.Next(open.Count)];
                    open.Remove(call);
                    await store.AppendAsync(call.Organization, call.Id, End(random, call.At));
                    if (random.Next(5) == 0)
                        await store.ArchiveAsync(call.Organization, call.Id);
                    break;
                case 9 when step % 3 == 0:
                    await store.ProjectAsync();
                    break;
            }
        }

        await store.ProjectAsync();
    }

    private static object[] End(Random random, DateTimeOffset at) => random.Next(6) switch
    {
        0 => [AttemptFailed(1, at), Completed(at, attempt: 2, cost: random.Next(1, 1000) / 100_000m)],
        1 => [Failed(at)],
        2 => [Aborted(at)],
        3 => [Abandoned(at)],
        4 => [Completed(at, cost: null)],
        _ => [Completed(at, cost: random.Next(1, 1000) / 100_000m)],
    };

    private static Task<long> DifferencesAsync(CallStore store, string left, string right) => store.ScalarAsync<long>(
        $"select count(*) from ((table {left} except all table {right}) union all (table {right} except all table {left})) as difference");
}
