using System.Net;
using System.Net.Http.Json;
using Gateway.EndToEndTests.Load;
using Gateway.Testing;

namespace Gateway.EndToEndTests.Starting;

/// <summary>Two processes, one database, each with its roles.</summary>
public sealed class RolesTests(PostgresFixture postgres)
{
    [Fact]
    public async Task a_call_through_one_process_is_seen_through_the_other()
    {
        var setup = new GatewaySetup();
        setup.Settings["Gateway:Roles"] = "projections, graphql";
        await using var gateway = await GatewayUnderTest.StartAsync(postgres.Cluster, setup);
        var ingress = await gateway.AddNodeAsync(("Gateway:Roles", "ingress"));

        var call = await new ChatClient(ingress.Http).SendAsync("gpt-4o", stream: false);

        Assert.True(call.IsAnswered, call.ToString());
        await Eventually.GetAsync(
            async () => (await gateway.QueryAsync("query ($id: ID!) { call(id: $id) { status } }", new { id = call.CallId })).GetProperty("call").ToString(),
            found => found.Contains("COMPLETED", StringComparison.Ordinal),
            "the call to be there");
        await AssertServesAsync(gateway.Node, "graphql", "v1/chat/completions");
        await AssertServesAsync(ingress, "v1/chat/completions", "graphql");
    }

    // Without a token what is served says 401.
    private static async Task AssertServesAsync(GatewayNode node, string served, string notServed)
    {
        using var own = await node.Http.PostAsJsonAsync(served, new { });
        Assert.Equal(HttpStatusCode.Unauthorized, own.StatusCode);
        using var other = await node.Http.PostAsJsonAsync(notServed, new { });
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
        foreach (var path in new[] { "health/live", "health/ready", "metrics" })
        {
            using var answer = await node.Http.GetAsync(path);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }
}
