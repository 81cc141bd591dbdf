using System.Buffers;
using Gateway.Domain.Calls;
using Gateway.Ingress.Providers.OpenAI;
using Gateway.Ingress.Proxy.Upstream;
using Microsoft.Extensions.Options;

namespace Gateway.Ingress.Proxy.Relay;

/// <summary>
/// Relays an answer that is one JSON object, or an error of any content. It is read whole, its outcome is recorded, and only then is it
/// sent on; one that is too large for that is sent on as it comes, all but its last part.
/// </summary>
internal sealed class PlainRelay(CallSettler settler, IOptions<ProxyOptions> options)
{
    private const int InitialBytes = 16 * 1024;

    private readonly ProxyOptions _options = options.Value;

    /// <summary>Relays the answer and records the outcome.</summary>
    /// <param name="call">The call.</param>
    /// <param name="response">The provider's response, its body unread.</param>
    /// <param name="deadline">The attempt's.</param>
    /// <param name="isLast">Whether no target is left to try.</param>
    /// <returns>Why the next target is to be tried: nothing was passed on or recorded; null: the call has ended.</returns>
    public async Task<CallEnd?> RunAsync(ProxiedCall call, HttpResponseMessage response, Deadline deadline, bool isLast)
    {
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Clamp(response.Content.Headers.ContentLength ?? 0, InitialBytes, _options.MaxBufferedAnswerBytes));
        var length = 0;
        try
        {
            await using var upstream = await response.Content.ReadAsStreamAsync(deadline.Token);
            while (length < _options.MaxBufferedAnswerBytes)
            {
                if (length == buffer.Length)
                    buffer = Grow(buffer);
                var read = await ReadAsync(call, upstream, buffer.AsMemory(length), deadline);
                if (read == 0)
                    return await DeliverAsync(call, response, buffer.AsMemory(0, length), isLast);
                length += read;
            }

            await PassOnAsync(call, response, upstream, buffer, length, deadline);
            return null;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException)
        {
            var end = deadline.Explain(failure, call.Http.Response.HasStarted, FailureReasons.UpstreamInterrupted);
            if (!isLast && !call.IsSettled && end is { Kind: CallStatus.Failed, Interrupted: false })
                return end;
            await FailAsync(call, end);
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async ValueTask<int> ReadAsync(ProxiedCall call, Stream upstream, Memory<byte> into, Deadline deadline)
    {
        deadline.Arm(_options.IdleTimeout);
        var read = await upstream.ReadAsync(into, deadline.Token);
        if (read > 0)
            call.BytesReceived(into.Span[..read]);
        return read;
    }

    private async Task<CallEnd?> DeliverAsync(ProxiedCall call, HttpResponseMessage response, ReadOnlyMemory<byte> answer, bool isLast)
    {
        ChatAnswerReader.Read(answer.Span, call.Facts);
        var end = EndOf(call, response);
        if (!isLast && response.IsSuccessStatusCode && end.Kind == CallStatus.Failed)
            return end;

        AnswerRelay.Begin(call, response);
        if (await settler.SettleAsync(call, end, (int)response.StatusCode))
        {
            call.Http.Response.ContentLength = answer.Length;
            await call.Http.Response.Body.WriteAsync(answer, call.Http.RequestAborted);
        }
        else
        {
            call.Http.Abort();
        }

        return null;
    }

    // Sends each part when the next one is here, so that the last one is still held when the outcome is known.
    private async Task PassOnAsync(ProxiedCall call, HttpResponseMessage response, Stream upstream, byte[] first, int firstLength, Deadline deadline)
    {
        call.Facts.OutputBytes = firstLength;

        var (held, heldLength, free) = (first, firstLength, ArrayPool<byte>.Shared.Rent(InitialBytes));
        var rented = free;
        try
        {
            while (await ReadAsync(call, upstream, free, deadline) is var read and > 0)
            {
                call.Facts.OutputBytes += read;
                deadline.Arm(Timeout.InfiniteTimeSpan);
                BeginLarge(call, response);
                await call.Http.Response.Body.WriteAsync(held.AsMemory(0, heldLength), deadline.Token);
                (held, heldLength, free) = (free, read, held);
            }

            BeginLarge(call, response);
            if (await settler.SettleAsync(call, EndOf(call, response), (int)response.StatusCode))
                await call.Http.Response.Body.WriteAsync(held.AsMemory(0, heldLength), call.Http.RequestAborted);
            else
                call.Http.Abort();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }

    // As late as it can be: until then an error of our own may take its place.
    private static void BeginLarge(ProxiedCall call, HttpResponseMessage response)
    {
        if (call.Http.Response.HasStarted)
            return;
        AnswerRelay.Begin(call, response);
        call.Http.Response.ContentLength = response.Content.Headers.ContentLength;
    }

    private async Task FailAsync(ProxiedCall call, CallEnd end)
    {
        if (call.IsSettled)
            return;

        int? status = end.Kind == CallStatus.Aborted ? null : end.Interrupted ? call.Http.Response.StatusCode : AnswerRelay.StatusOf(end);
        var settled = await settler.SettleAsync(call, end, status);
        if (!settled || end.Interrupted)
            call.Http.Abort();
        else if (status is not null)
            await AnswerRelay.FailAsync(call, end);
    }

    private static CallEnd EndOf(ProxiedCall call, HttpResponseMessage response) =>
        !response.IsSuccessStatusCode || call.Facts.HasError ? CallEnd.Failed(FailureReasons.UpstreamError)
        : call.Facts.IsMalformed ? CallEnd.Failed(FailureReasons.UpstreamMalformed)
        : CallEnd.Completed;

    private static byte[] Grow(byte[] buffer)
    {
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.CopyTo(larger.AsSpan());
        ArrayPool<byte>.Shared.Return(buffer);
        return larger;
    }
}
