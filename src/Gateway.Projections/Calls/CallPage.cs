namespace Gateway.Projections.Calls;

/// <summary>A place in the order of calls, newest first: by start, then by id.</summary>
public sealed record CallPlace(DateTimeOffset StartedAt, Guid Id);

/// <summary>A stretch of the order of calls.</summary>
/// <param name="Size">How many calls at most.</param>
/// <param name="Backward">False: the newest of the stretch; true: the oldest.</param>
/// <param name="After">Only calls that come after this one, that is older ones.</param>
/// <param name="Before">Only calls that come before this one, that is newer ones.</param>
public sealed record CallPageRequest(int Size, bool Backward = false, CallPlace? After = null, CallPlace? Before = null);

/// <summary>The calls of a stretch, newest first.</summary>
/// <param name="Calls">The calls.</param>
/// <param name="HasMore">Whether the stretch holds more of them, in the direction of paging.</param>
public sealed record CallPage(IReadOnlyList<CallRecord> Calls, bool HasMore);
