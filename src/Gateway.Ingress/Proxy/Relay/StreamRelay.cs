using Gateway.Domain.Calls;
using Gateway.Ingress.Proxy.Upstream;
using Microsoft.Extensions.Options;

namespace Gateway.Ingress.Proxy.Relay;

/// <summary>Relays an answer that comes as server-sent events and records its outcome before it lets go of the event that ends it.</summary>
internal sealed class StreamRelay(CallSettler settler, IOptions<ProxyOptions> options)
{
    /// <summary>Relays the answer and records the outcome.</summary>
    public async Task RunAsync(ProxiedCall call, HttpResponseMessage response, Deadline deadline)
    {
        using var stream = new RelayedStream(call, response, deadline, options.Value.IdleTimeout);
        var end = await stream.RunAsync();
        var hasLeft = end.Kind == CallStatus.Aborted;
        var isRefused = stream.IsBroken && !stream.HasBegun;

        int? status = hasLeft ? null : isRefused ? AnswerRelay.StatusOf(end) : (int)response.StatusCode;
        if (!await settler.SettleAsync(call, end, status))
            call.Http.Abort();
        else if (hasLeft)
            return;
        else if (isRefused)
            await AnswerRelay.FailAsync(call, end);
        else
            await stream.ReleaseAsync(end);
    }
}
