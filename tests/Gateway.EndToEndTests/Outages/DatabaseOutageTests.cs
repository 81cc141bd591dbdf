using System.Net;
using System.Text.Json;
using Gateway.EndToEndTests.Load;
using Gateway.Testing;

namespace Gateway.EndToEndTests.Outages;

/// <summary>The database goes away under load and comes back; the gateway lives on.</summary>
public sealed class DatabaseOutageTests
{
    // So that a frozen database is noticed within the test.
    private static readonly (string, string)[] Impatient = [("Gateway:Audit:AdmitTimeout", "00:00:01"), ("Gateway:Audit:CommitTimeout", "00:00:01")];

    [Fact]
    public Task calls_are_refused_while_the_database_is_dead_and_admitted_again_without_a_restart() =>
        OutlivesAsync(postgres => postgres.KillAsync(), postgres => postgres.StartAgainAsync());

    [Fact]
    public Task calls_are_refused_while_the_database_is_frozen_and_admitted_again_without_a_restart() =>
        OutlivesAsync(postgres => postgres.PauseAsync(), postgres => postgres.ResumeAsync());

    private static async Task OutlivesAsync(Func<PostgresCluster, Task> takeAway, Func<PostgresCluster, Task> giveBack)
    {
        await using var postgres = await PostgresCluster.StartAsync();
        await using var gateway = await GatewayUnderTest.StartAsync(postgres, ChatLoad.Setup(Impatient));
        await using var load = ChatLoad.Start(gateway.Node, ChatLoad.Mix, seed: 1);
        await load.AnsweredAsync(100);
        var process = gateway.Node.ProcessId;

        await takeAway(postgres);
        await AssertRefusesAsync(gateway);
        await Eventually.HoldsAsync(() => load.Sent.Any(call => call.Status == 503), "the load to be refused as well");
        await giveBack(postgres);
        await gateway.Node.WaitUntilReadyAsync();
        await load.AnsweredAsync(100);
        var sent = await load.StopAsync();

        await CallAccounts.SettledAsync(gateway);
        (await CallAccounts.TakeAsync(gateway, sent)).AssertSound();
        Assert.Equal((true, process), (gateway.Node.IsRunning, gateway.Node.ProcessId));
    }

    private static async Task AssertRefusesAsync(GatewayUnderTest gateway)
    {
        var client = new ChatClient(gateway.Node.Http);
        await Eventually.GetAsync(() => client.SendAsync("gpt-4o", stream: false), call => call.Status == 503, "a refusal");
        var served = gateway.Simulator.Stats().Received;

        for (var i = 0; i < 20; i++)
        {
            await using var refused = await client.BeginAsync("gpt-4o", stream: i % 2 == 0);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Response!.StatusCode);
            Assert.True(refused.Response.Headers.RetryAfter!.Delta > TimeSpan.Zero);
            Assert.NotNull(refused.CallId);
            var body = JsonElement.Parse((await refused.ReadToEndAsync()).Body);
            Assert.Equal("audit_unavailable", body.GetProperty("error").GetProperty("code").GetString());
        }

        using var readiness = await gateway.Node.Http.GetAsync("health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, readiness.StatusCode);
        using var liveness = await gateway.Node.Http.GetAsync("health/live");
        Assert.Equal(HttpStatusCode.OK, liveness.StatusCode);
        Assert.Equal(served, gateway.Simulator.Stats().Received);
    }
}
