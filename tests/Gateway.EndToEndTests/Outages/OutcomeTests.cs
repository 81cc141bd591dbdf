using Gateway.EndToEndTests.Load;
using Gateway.Testing;

namespace Gateway.EndToEndTests.Outages;

/// <summary>The database goes away between a call's two records: its client hears the end when that is durable, or never.</summary>
public sealed class OutcomeTests
{
    private const string SlowModel = "sim-slow-tokens-40,tokens-30";

    [Fact]
    public async Task the_end_of_a_stream_waits_for_the_database()
    {
        await using var postgres = await PostgresCluster.StartAsync();
        await using var gateway = await GatewayUnderTest.StartAsync(postgres, SetupOf("00:00:10"));
        await using var started = await BeginAsync(gateway);
        await postgres.StopAsync(PostgresShutdown.Immediate);
        var rest = started.ReadToEndAsync();
        await ServedAsync(gateway);
        Assert.False(rest.IsCompleted);
        await postgres.StartAgainAsync();

        Assert.True((await rest).IsAnswered);
        Assert.Equal(["call_received", "call_completed"], (await gateway.EventsAsync(started.CallId!.Value)).Select(e => e.Type));
    }

    [Fact]
    public async Task a_stream_whose_end_is_not_durable_in_time_is_cut_and_its_outcome_is_written_later()
    {
        await using var postgres = await PostgresCluster.StartAsync();
        await using var gateway = await GatewayUnderTest.StartAsync(postgres, SetupOf("00:00:01"));
        await using var started = await BeginAsync(gateway);
        await postgres.StopAsync(PostgresShutdown.Immediate);
        var cut = await started.ReadToEndAsync();

        Assert.False(cut.IsWhole);
        Assert.DoesNotContain("[DONE]", cut.Body, StringComparison.Ordinal);
        await postgres.StartAgainAsync();
        Assert.Equal(["call_received", "call_completed"], (await gateway.EndedAsync(started.CallId!.Value)).Select(e => e.Type));
    }

    private static GatewaySetup SetupOf(string settleTimeout)
    {
        var setup = new GatewaySetup { Models = { SlowModel } };
        setup.Settings["Gateway:Audit:SettleTimeout"] = settleTimeout;
        return setup;
    }

    private static async Task<ChatClient.StartedCall> BeginAsync(GatewayUnderTest gateway)
    {
        var started = await new ChatClient(gateway.Node.Http).BeginAsync(SlowModel, stream: true);
        Assert.True(await started.ReadAsync());
        return started;
    }

    private static Task ServedAsync(GatewayUnderTest gateway) =>
        Eventually.HoldsAsync(() => gateway.Simulator.Stats().Outcomes[Gateway.Simulator.Served.ServedOutcome.Completed] == 1, "the provider to finish its answer");
}
