using System.Net;
using Gateway.Domain.Calls;
using Gateway.Domain.Governance;
using Gateway.Ingress.Proxy.Relay;
using Gateway.Ingress.Proxy.Upstream;

namespace Gateway.Ingress.Proxy;

/// <summary>Takes an admitted call to its targets, one after the other until one answers, and relays the answer.</summary>
internal sealed class CallForwarder(
    UpstreamClient upstream, PlainRelay plain, StreamRelay streamed, CallSettler settler, TimeProvider time, ILogger<CallForwarder> logger)
{
    private const string ChatPath = "/chat/completions";

    /// <summary>Forwards the call. Whatever happens, its outcome is recorded once.</summary>
    public async Task ForwardAsync(ProxiedCall call, CallDecision.Admit plan)
    {
        try
        {
            await TryTargetsAsync(call, plan);
        }
        catch (Exception failure) when (!call.IsSettled)
        {
            ProxyLog.Failed(logger, failure, call.Id);
            await EndAsync(call, CallEnd.Failed(FailureReasons.GatewayError, call.Http.Response.HasStarted));
        }
        catch (OperationCanceledException) when (call.Http.RequestAborted.IsCancellationRequested)
        {
            // The outcome is recorded; the client just did not wait for the last byte.
            ProxyLog.NotDelivered(logger, call.Id);
        }
    }

    private async Task TryTargetsAsync(ProxiedCall call, CallDecision.Admit plan)
    {
        for (var i = 0; ; i++)
        {
            // Each target has its own time: one that took too long must leave the next one all of its own.
            using var deadline = new Deadline(call.Http.RequestAborted);
            call.StartAttempt(plan.Targets[i]);
            var result = await upstream.SendAsync(call, ChatPath, deadline);
            using var response = result.Response;
            var isLast = i + 1 == plan.Targets.Count;
            var failure = result.MayFailOver && !isLast ? CallEnd.Failed(result.Reason) : await EndOrRelayAsync(call, result, deadline, isLast);
            if (failure is not { } failed)
                return;
            call.AttemptFailed(failed.Reason!, (int?)response?.StatusCode, time.GetUtcNow());
        }
    }

    // Null: the call has ended. Otherwise the client has been given nothing yet, and the next target is to be tried.
    private async Task<CallEnd?> EndOrRelayAsync(ProxiedCall call, AttemptResult result, Deadline deadline, bool isLast)
    {
        if (result.Response is { StatusCode: < HttpStatusCode.MultipleChoices or >= HttpStatusCode.BadRequest } response)
            return await (IsStream(call, response) ? streamed.RunAsync(call, response, deadline, isLast) : plain.RunAsync(call, response, deadline, isLast));

        await EndAsync(call, result.Response is null ? result.Failure : CallEnd.Failed(FailureReasons.UpstreamMalformed));
        return null;
    }

    // Some hosts send a stream under a type that says nothing: then it is what was asked for.
    private static bool IsStream(ProxiedCall call, HttpResponseMessage response)
    {
        var type = response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant();
        return response.IsSuccessStatusCode && type switch
        {
            "text/event-stream" => true,
            null or "text/plain" or "application/octet-stream" => call.Request!.Stream,
            _ => false,
        };
    }

    private async Task EndAsync(ProxiedCall call, CallEnd end)
    {
        int? status = end.Kind == CallStatus.Aborted ? null : AnswerRelay.StatusOf(end);
        if (!await settler.SettleAsync(call, end, status) || call.Http.Response.HasStarted)
            call.Http.Abort();
        else if (status is not null)
            await AnswerRelay.FailAsync(call, end);
    }
}
