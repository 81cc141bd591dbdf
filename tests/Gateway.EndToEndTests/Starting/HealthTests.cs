using System.Diagnostics;
using System.Net;
using Gateway.Testing;

namespace Gateway.EndToEndTests.Starting;

public sealed class HealthTests
{
    [Fact]
    public async Task an_idle_gateway_says_that_it_is_not_ready_while_its_database_is_away()
    {
        await using var postgres = await PostgresCluster.StartAsync();
        await using var gateway = await GatewayUnderTest.StartAsync(postgres);

        // Nothing answers, nothing refuses: who asks has to hear it before he gives up.
        await postgres.PauseAsync();
        var asked = Stopwatch.GetTimestamp();
        await AssertAwayAsync(gateway.Node);
        Assert.InRange(Stopwatch.GetElapsedTime(asked), TimeSpan.Zero, TimeSpan.FromSeconds(5));
        await postgres.ResumeAsync();
        await gateway.Node.WaitUntilReadyAsync();

        await postgres.StopAsync();
        await AssertAwayAsync(gateway.Node);
    }

    private static async Task AssertAwayAsync(GatewayNode node)
    {
        using var ready = await node.Http.GetAsync("health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal("database: it does not answer\n", await ready.Content.ReadAsStringAsync());
        Assert.Equal("live\n", await node.Http.GetStringAsync("health/live"));
    }
}
