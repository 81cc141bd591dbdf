using Gateway.Domain.Calls;
using Gateway.Projections.Calls;
using JasperFx.Events;
using static Gateway.UnitTests.Calls.CallEventSamples;

namespace Gateway.UnitTests.Calls;

public sealed class CallChangeTests
{
    private readonly Guid _call = Guid.CreateVersion7();
    private readonly Guid _other = Guid.CreateVersion7();
    private int _sequence;

    [Fact]
    public void the_events_of_a_call_are_one_change()
    {
        var change = Assert.Single(Merge(Of(_call, 1, Received), Of(_call, 2, AttemptFailed(1)), Of(_call, 3, Completed(2))));

        Assert.Equal((_call, "acme", CallStatus.Completed, 2), (change.Id, change.Organization, change.Status, change.Attempts));
        Assert.Equal((3, 3, Noon.AddSeconds(3), Noon.AddSeconds(2)), (change.Version, change.Position, change.RecordedAt, change.CompletedAt));
        Assert.Equal((true, true), (change.Opening is CallReceived, change.Outcome is CallCompleted));
    }

    [Fact]
    public void each_call_of_a_page_has_its_own_change()
    {
        var changes = Merge(Of(_call, 1, Received), Of(_other, 1, Denied), Of(_call, 2, Aborted(1)));

        Assert.Equal([(_call, CallStatus.Aborted), (_other, CallStatus.Denied)], changes.Select(change => (change.Id, change.Status)));
        Assert.Equal((1, 2), (changes.Last().Version, changes.Last().Position));
        Assert.NotNull(changes.Last().Denial);
        Assert.NotNull(changes.Last().Opening);
    }

    [Fact]
    public void a_call_that_began_on_an_earlier_page_has_no_opening()
    {
        var change = Assert.Single(Merge(Of(_call, 2, AttemptFailed(3)), Of(_call, 3, AttemptFailed(2)), Of(_call, 4, Abandoned)));

        Assert.Null(change.Opening);
        Assert.Equal((CallStatus.Abandoned, 3, Noon.AddSeconds(4)), (change.Status, change.Attempts, change.CompletedAt));
        Assert.NotNull(change.Abandonment);
    }

    [Fact]
    public void a_call_that_goes_on_is_open() =>
        Assert.Equal((CallStatus.Open, null), Merge(Of(_call, 1, Received), Of(_call, 2, AttemptFailed(1))).Select(change => (change.Status, change.CompletedAt)).Single());

    [Fact]
    public void a_second_end_stops_the_projection()
    {
        object[] ends = [Denied, Completed(1), Failed(1), Aborted(1), Abandoned];
        foreach (var first in ends)
        {
            foreach (var second in ends)
                Assert.Throws<InvalidOperationException>(() => Merge(Of(_call, 1, first), Of(_call, 2, second)));
        }
    }

    [Fact]
    public void events_that_are_of_no_call_are_left_out()
    {
        var foreign = new Event<string>("foreign") { StreamId = _other, TenantId = "acme", Version = 1, Sequence = 9 };

        Assert.Empty(Merge(foreign));
        Assert.Equal(1, Assert.Single(Merge(Of(_call, 1, Received), foreign)).Position);
        Assert.Empty(CallChange.Merge([]));
    }

    private static IReadOnlyCollection<CallChange> Merge(params IEvent[] events) => CallChange.Merge(events);

    private IEvent Of(Guid stream, long version, object data)
    {
        var e = (IEvent)Activator.CreateInstance(typeof(Event<>).MakeGenericType(data.GetType()), data)!;
        e.StreamId = stream;
        e.TenantId = "acme";
        e.Version = version;
        e.Sequence = ++_sequence;
        e.Timestamp = Noon.AddSeconds(_sequence);
        e.EventTypeName = CallEvents.NameOf(data);
        return e;
    }
}
