using Gateway.Simulator.Served;
using Gateway.Testing;

namespace Gateway.IntegrationTests.Proxy;

/// <summary>More calls than may be open at a time are refused as long as they are too many.</summary>
public sealed class OverloadTests(PostgresFixture postgres)
{
    [Fact]
    public async Task refuses_a_call_too_many_and_sends_nothing()
    {
        var setup = new GatewaySetup();
        setup.Settings["Gateway:Audit:MaxOpenCalls"] = "1";
        await using var gateway = await GatewayUnderTest.StartAsync(postgres.Cluster, setup);
        var caller = new ChatCaller(gateway.Node.Http);
        using var patience = new CancellationTokenSource();
        using var request = ChatCaller.Question("gpt-4o", fault: "stall-headers");
        var waiting = caller.BeginAsync(request, patience.Token);
        await Eventually.HoldsAsync(() => gateway.Simulator.Requests() is [{ Outcome: ServedOutcome.Stalled }], "the first call to be open");

        var refused = await caller.AskAsync("gpt-4o");
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        var answer = await Eventually.GetAsync(() => caller.AskAsync("gpt-4o"), answer => answer.Status == 200, "the first call to have ended");

        Assert.Equal((503, "audit_unavailable", "1"), (refused.Status, refused.ErrorCode, refused.Header("retry-after")));
        Assert.Empty(await gateway.EventsAsync(refused.CallId));
        Assert.DoesNotContain(gateway.Simulator.Requests(), served => served.HeaderMarker == refused.Marker);
        Assert.Equal(new RecordedEnd("COMPLETED", 200), await RecordedEnd.ReadAsync(gateway, answer.CallId));
    }
}
