namespace Gateway.Domain.Calls;

/// <summary>Where a call's time went, in integer microseconds. An absent part did not happen.</summary>
/// <param name="Total">From the request's first header to the instant the outcome was known.</param>
/// <param name="Receive">Reading the request's body.</param>
/// <param name="Journal">Waiting for the admission to be durable.</param>
/// <param name="Upstream">From the start of the last attempt to its response headers.</param>
/// <param name="FirstToken">From the start of the last attempt to the first byte of its body.</param>
/// <param name="Generation">From that first byte to the last one.</param>
public sealed record CallLatency(
    long Total, long? Receive = null, long? Journal = null, long? Upstream = null, long? FirstToken = null, long? Generation = null);
