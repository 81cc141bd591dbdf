using System.Diagnostics;
using Gateway.EndToEndTests.Load;
using Gateway.Testing;

namespace Gateway.EndToEndTests.Kills;

/// <summary>
/// The gateway is ended by <c>SIGKILL</c> at random instants under load and started again on the same database. <c>GATEWAY_KILLS</c> says how often
/// (default 8), <c>GATEWAY_SEED</c> repeats the instants of an earlier run.
/// </summary>
public sealed class GatewayKillTests
{
    private const int MaxLifeMs = 1000;

    // A disk that takes 20 ms for every commit, so that a kill falls between a record's writing and its being durable more often than not.
    private static readonly Dictionary<string, string> SlowDisk = new() { ["commit_delay"] = "20000", ["commit_siblings"] = "0" };

    [Fact]
    public async Task nothing_is_lost_over_many_kills_of_the_gateway()
    {
        var kills = Number("GATEWAY_KILLS") ?? 8;
        var seed = Number("GATEWAY_SEED") ?? Random.Shared.Next(1_000_000);
        var started = Stopwatch.GetTimestamp();
        await using var postgres = await PostgresCluster.StartAsync(SlowDisk);
        await using var gateway = await GatewayUnderTest.StartAsync(postgres, ChatLoad.Setup(("Gateway:Node:Lease", "00:00:01")));
        await using var load = ChatLoad.Start(gateway.Node, ChatLoad.Mix, seed);
        await load.AnsweredAsync(20);

        var random = new Random(seed);
        for (var kill = 0; kill < kills; kill++)
        {
            await Task.Delay(random.Next(MaxLifeMs));
            await gateway.Node.RestartAsync();
        }

        await load.AnsweredAsync(20);
        var sent = await load.StopAsync();
        await CallAccounts.SettledAsync(gateway);
        var accounts = await CallAccounts.TakeAsync(gateway, sent);
        var abandoned = await gateway.ScalarAsync<long>("select count(*) from gateway.mt_events where type = 'call_abandoned'");
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{kills} kills, seed {seed}, {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s: {sent.Count} requests sent, {accounts}; {abandoned} abandoned");

        accounts.AssertSound();
        Assert.True(abandoned > 0, "No kill hit a call: the run proves nothing.");
    }

    private static int? Number(string variable) => int.TryParse(Environment.GetEnvironmentVariable(variable), out var number) ? number : null;
}
