using Gateway.EndToEndTests.Load;
using Gateway.Testing;

namespace Gateway.EndToEndTests.Outages;

public sealed class ShutdownTests(PostgresFixture postgres)
{
    [Fact]
    public async Task a_gateway_that_is_told_to_stop_under_load_ends_its_calls_first()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(postgres.Cluster, ChatLoad.Setup());
        await using var load = ChatLoad.Start(gateway.Node, ChatLoad.Sound, seed: 1);
        await load.AnsweredAsync(100);

        Assert.Equal(0, await gateway.Node.StopAsync());
        var sent = await load.StopAsync();
        (await CallAccounts.TakeAsync(gateway, sent)).AssertSound();
        Assert.All(sent.Where(call => call.Status == 200), call => Assert.True(call.IsWhole, $"{call.Model} was cut: {call.Body}"));
        Assert.Equal(0, await gateway.ScalarAsync<long>("select count(*) from gateway.mt_events where type in ('call_aborted', 'call_abandoned')"));
        Assert.Equal(0, await gateway.ScalarAsync<long>("select count(*) from gateway.node where lease_until > now()"));
    }
}
