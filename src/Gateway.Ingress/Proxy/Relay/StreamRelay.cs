using Gateway.Domain.Calls;
using Gateway.Ingress.Proxy.Upstream;
using Microsoft.Extensions.Options;

namespace Gateway.Ingress.Proxy.Relay;

/// <summary>Relays an answer that comes as server-sent events and records its outcome before it lets go of the event that ends it.</summary>
internal sealed class StreamRelay(CallSettler settler, IOptions<ProxyOptions> options)
{
    /// <summary>Relays the answer and records the outcome.</summary>
    /// <param name="call">The call.</param>
    /// <param name="response">The provider's response, its body unread.</param>
    /// <param name="deadline">The attempt's.</param>
    /// <param name="isLast">Whether no target is left to try.</param>
    /// <returns>Why the next target is to be tried: nothing was passed on or recorded; null: the call has ended.</returns>
    public async Task<CallEnd?> RunAsync(ProxiedCall call, HttpResponseMessage response, Deadline deadline, bool isLast)
    {
        using var stream = new RelayedStream(call, response, deadline, options.Value.IdleTimeout);
        var end = await stream.RunAsync();
        if (!isLast && !stream.HasBegun && end.Kind == CallStatus.Failed)
            return end;

        var hasLeft = end.Kind == CallStatus.Aborted;
        var isRefused = stream.IsBroken && !stream.HasBegun;

        int? status = hasLeft ? null : isRefused ? AnswerRelay.StatusOf(end) : (int)response.StatusCode;
        if (!await settler.SettleAsync(call, end, status))
            call.Http.Abort();
        else if (isRefused)
            await AnswerRelay.FailAsync(call, end);
        else if (!hasLeft)
            await stream.ReleaseAsync(end);
        return null;
    }
}
