using CsCheck;
using Gateway.Domain.Calls;
using static Gateway.UnitTests.Calls.CallEventSamples;

namespace Gateway.UnitTests.Calls;

public sealed class CallTests
{
    private static readonly object[] Ends = [Denied, Completed(1), Failed(1), Aborted(1), Abandoned];

    private static readonly Gen<object[]> AnyEvents = Gen.Int[0, 7].Array[0, 8]
        .Select(picks => picks.Select(pick => pick < Ends.Length ? Ends[pick] : pick == 5 ? AttemptFailed(1) : pick == 6 ? AttemptFailed(2) : "foreign").ToArray());

    [Fact]
    public void a_call_that_was_received_is_open_until_it_ends()
    {
        Assert.Equal(new Call(CallStatus.Open, 0), After(Received));
        Assert.Equal(new Call(CallStatus.Open, 2), After(Received, AttemptFailed(1), AttemptFailed(2)));
        Assert.False(After(Received, AttemptFailed(1))!.HasEnded);
    }

    [Fact]
    public void a_call_ends_as_its_last_event_says()
    {
        Assert.Equal(new Call(CallStatus.Denied, 0), After(Denied));
        Assert.Equal(new Call(CallStatus.Completed, 2), After(Received, AttemptFailed(1), Completed(2)));
        Assert.Equal(new Call(CallStatus.Failed, 1), After(Received, Failed(1)));
        Assert.Equal(new Call(CallStatus.Aborted, 1), After(Received, Aborted(1)));
        Assert.Equal(new Call(CallStatus.Abandoned, 1), After(Received, AttemptFailed(1), Abandoned));
    }

    [Fact]
    public void nothing_changes_a_call_that_has_ended() => AnyEvents.Sample(events =>
    {
        var end = Array.FindIndex(events, @event => Ends.Contains(@event));
        var call = After([Received, .. events]);

        Assert.Equal(After([Received, .. end < 0 ? events : events[..(end + 1)]]), call);
        Assert.Equal(end >= 0, call!.HasEnded);
    });

    [Fact]
    public void an_event_of_another_stream_changes_nothing()
    {
        Assert.Null(After("foreign"));
        Assert.Equal(After(Received), After(Received, "foreign"));
    }

    private static Call? After(params object[] events) => events.Aggregate((Call?)null, Call.Evolve);
}
