namespace Gateway.IntegrationTests.Proxy;

/// <summary>A target that does not answer leads to the next one, and leaves a trace.</summary>
[Collection<HastyCollection>]
public sealed class FailoverTests(HastyGateway hasty)
{
    private const string Spare = "spare";

    [Theory]
    [InlineData("refused-then-spare", "upstream_unreachable", null)]
    [InlineData("cut-then-spare", "upstream_unreachable", null)]
    [InlineData("overloaded-then-spare", "upstream_error", "503")]
    [InlineData("silent-then-spare", "upstream_timeout", null)]
    [InlineData("error-event-then-spare", "upstream_error", "200")]
    public async Task fails_over_to_the_next_target(string model, string reason, string? status)
    {
        foreach (var stream in (bool[])[false, true])
        {
            var answer = await hasty.Caller.AskAsync(model, stream);

            Assert.Equal((200, Spare, "2"), (answer.Status, answer.Header("x-gateway-provider"), answer.Header("x-gateway-attempts")));
            Assert.Equal(new RecordedEnd("COMPLETED", 200), await hasty.EndOfAsync(answer.CallId));
            var events = await hasty.Gateway.EventsAsync(answer.CallId);
            Assert.Equal(["call_received", "attempt_failed", "call_completed"], events.Select(e => e.Type));
            Assert.Equal((reason, status, "1"), (events[1]["reason"], events[1]["httpStatus"], events[1]["attempt"]));
            Assert.Equal((Spare, "2"), (events[2]["provider"], events[2]["attempt"]));
        }
    }

    [Fact]
    public async Task each_target_has_its_own_time_to_begin()
    {
        var answer = await hasty.Caller.AskAsync("all-silent");

        Assert.Equal((504, "upstream_timeout"), (answer.Status, answer.ErrorCode));
        Assert.Equal(new RecordedEnd("FAILED", 504, "upstream_timeout"), await hasty.EndOfAsync(answer.CallId));
        var events = await hasty.Gateway.EventsAsync(answer.CallId);
        Assert.Equal(["call_received", "attempt_failed", "call_failed"], events.Select(e => e.Type));
        Assert.Equal(2, hasty.Gateway.Simulator.Requests().Count(request => request.HeaderMarker == answer.Marker));
    }

    [Theory]
    [InlineData(false, "upstream_malformed")]
    [InlineData(true, "upstream_interrupted")]
    public async Task fails_over_from_an_answer_of_which_nothing_could_be_passed_on(bool stream, string reason)
    {
        var answer = await hasty.Caller.AskAsync("empty-then-spare", stream);
        var served = hasty.Gateway.Simulator.Requests().Last(request => request.HeaderMarker == answer.Marker);

        Assert.Equal(new RecordedEnd("COMPLETED", 200), await hasty.EndOfAsync(answer.CallId));
        var events = await hasty.Gateway.EventsAsync(answer.CallId);
        Assert.Equal((3, reason), (events.Count, events[1]["reason"]));
        Assert.Equal(served.Model, events[2]["model"]);
    }

    [Fact]
    public async Task tells_nothing_of_an_earlier_attempt_in_the_end_of_the_call()
    {
        var answer = await hasty.Caller.AskAsync("overloaded-then-dead");

        Assert.Equal(new RecordedEnd("FAILED", 502, "upstream_unreachable"), await hasty.EndOfAsync(answer.CallId));
        var end = (await hasty.Gateway.EventsAsync(answer.CallId))[^1];
        Assert.Equal(("dead", null, null, "0"), (end["provider"], end["upstreamRequestId"], end["responseDigest"], end["responseBytes"]));
    }

    [Fact]
    public async Task passes_the_last_targets_answer_on_when_all_are_overloaded()
    {
        var answer = await hasty.Caller.AskAsync("all-overloaded");

        Assert.Equal((429, "rate_limit_exceeded", "7"), (answer.Status, answer.ErrorCode, answer.Header("retry-after")));
        Assert.Equal(new RecordedEnd("FAILED", 429, "upstream_error"), await hasty.EndOfAsync(answer.CallId));
        var record = await RecordedEnd.RecordAsync(hasty.Gateway, answer.CallId);
        Assert.Equal(
            ["simulator upstream_error 503", "spare upstream_error 429"],
            record.GetProperty("attempts").EnumerateArray().Select(a => $"{a.GetProperty("provider")} {a.GetProperty("reason")} {a.GetProperty("httpStatus")}"));
    }

    [Fact]
    public async Task does_not_fail_over_for_what_the_client_did_wrong()
    {
        var answer = await hasty.Caller.AskAsync("invalid-then-spare");

        Assert.Equal((400, "1"), (answer.Status, answer.Header("x-gateway-attempts")));
        Assert.Equal(new RecordedEnd("FAILED", 400, "upstream_error"), await hasty.EndOfAsync(answer.CallId));
        Assert.Single(hasty.Gateway.Simulator.Requests(), request => request.HeaderMarker == answer.Marker);
    }

    [Fact]
    public async Task names_a_provider_that_can_not_be_reached()
    {
        var answer = await hasty.Caller.AskAsync("dead-end", stream: true);

        Assert.Equal((502, "upstream_unreachable", "dead"), (answer.Status, answer.ErrorCode, answer.Header("x-gateway-provider")));
        Assert.Equal(new RecordedEnd("FAILED", 502, "upstream_unreachable"), await hasty.EndOfAsync(answer.CallId));
    }
}
