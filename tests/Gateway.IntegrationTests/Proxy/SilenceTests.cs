using Gateway.Simulator.Served;

namespace Gateway.IntegrationTests.Proxy;

/// <summary>A provider that says nothing for too long is given up.</summary>
[Collection<HastyCollection>]
public sealed class SilenceTests(HastyGateway hasty)
{
    [Theory]
    [InlineData("stall-headers", false)]
    [InlineData("stall-headers", true)]
    [InlineData("stall-0", true)]
    [InlineData("stall", false)]
    public async Task answers_with_an_error_when_nothing_was_passed_on(string fault, bool stream)
    {
        var answer = await hasty.Caller.AskAsync("gpt-4o", stream, fault);

        Assert.Equal((504, "upstream_timeout", "simulator"), (answer.Status, answer.ErrorCode, answer.Header("x-gateway-provider")));
        Assert.Equal(new RecordedEnd("FAILED", 504, "upstream_timeout"), await hasty.EndOfAsync(answer.CallId));
        await hasty.ServedAsync(answer.Marker, ServedOutcome.ClientLeft);
    }

    [Fact]
    public async Task ends_a_stream_that_stalls_in_an_error_event()
    {
        var answer = await hasty.Caller.AskAsync("gpt-4o", stream: true, "stall-2");
        var events = answer.Text.Split("\n\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal((200, true, 3), (answer.Status, answer.IsWhole, events.Length));
        Assert.Contains("\"code\":\"upstream_timeout\"", events[^1], StringComparison.Ordinal);
        Assert.Equal(new RecordedEnd("FAILED", 200, "upstream_timeout", Interrupted: true), await hasty.EndOfAsync(answer.CallId));
        await hasty.ServedAsync(answer.Marker, ServedOutcome.ClientLeft);
    }

    [Fact]
    public async Task does_not_give_up_a_provider_that_is_slow_and_steady()
    {
        var answer = await hasty.Caller.AskAsync("gpt-4o", stream: true, "slow-tokens-100,tokens-15");

        Assert.EndsWith("data: [DONE]\n\n", answer.Text);
        Assert.Equal(new RecordedEnd("COMPLETED", 200), await hasty.EndOfAsync(answer.CallId));
    }
}
