using Gateway.Domain.Calls;
using GraphQL.Types;

namespace Gateway.GraphQL.Calls;

/// <summary>Where a call's time went.</summary>
internal sealed class LatencyType : ObjectGraphType<CallLatency>
{
    public LatencyType()
    {
        Name = "Latency";
        Description = "Where a call's time went, in milliseconds. A part that is null did not happen.";
        this.Add<NonNullGraphType<FloatGraphType>, CallLatency>("totalMs", l => l.Total / 1000.0, "From the request's first header to the outcome.");
        this.Add<FloatGraphType, CallLatency>("receiveMs", l => l.Receive / 1000.0, "Reading the request's body.");
        this.Add<FloatGraphType, CallLatency>("journalMs", l => l.Journal / 1000.0, "Waiting for the admission to be durable.");
        this.Add<FloatGraphType, CallLatency>("upstreamMs", l => l.Upstream / 1000.0, "From the start of the last attempt to its response headers.");
        this.Add<FloatGraphType, CallLatency>("firstTokenMs", l => l.FirstToken / 1000.0, "From the start of the last attempt to the first byte of its body.");
        this.Add<FloatGraphType, CallLatency>("generationMs", l => l.Generation / 1000.0, "From that first byte to the last one.");
    }
}
