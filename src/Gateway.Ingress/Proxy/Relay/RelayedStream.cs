using System.Buffers;
using Gateway.Domain.Calls;
using Gateway.Ingress.Providers.OpenAI;
using Gateway.Ingress.Proxy.Upstream;

namespace Gateway.Ingress.Proxy.Relay;

/// <summary>
/// One stream on its way: each event is passed on, byte for byte, as soon as it is whole, except for the usage that only we asked for. From the
/// event that ends the answer on, everything is held.
/// </summary>
internal sealed class RelayedStream(ProxiedCall call, HttpResponseMessage response, Deadline deadline, TimeSpan idleTimeout) : IDisposable
{
    // After the answer's end, or its error, the provider has this long to close, so that its connection can be used again.
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(1);

    private readonly ServerSentEvents _events = new();
    private readonly ArrayBufferWriter<byte> _held = new(256);
    private bool _isHolding;
    private bool _isClosing;
    private bool _isDone;
    private bool _lacksBlankLine;

    /// <summary>Whether the client has been given a part of the answer.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Whether the provider broke the answer off, so that the client has to be told.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Passes the stream on until it ends, or until the event from which on it is held.</summary>
    /// <returns>How it ended.</returns>
    public async Task<CallEnd> RunAsync()
    {
        try
        {
            await using var upstream = await response.Content.ReadAsStreamAsync(deadline.Token);
            while (await ReadAsync(upstream) is var read and > 0)
            {
                _events.Advance(read);
                if (TakeEvents())
                    await FlushAsync();
            }

            TakeRest();
            return EndOfStream();
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException or IOException or InvalidDataException)
        {
            // An answer that has ended, well or in an error, stays so, even if the provider does not close after it as it should.
            if (_isHolding && !deadline.ClientHasLeft)
                return EndOfStream();

            IsBroken = true;
            var reason = failure is InvalidDataException ? FailureReasons.UpstreamMalformed : FailureReasons.UpstreamInterrupted;
            return deadline.Explain(failure, HasBegun, reason);
        }
    }

    /// <summary>Sends what was held, and, if the stream broke, the event that says so.</summary>
    public async Task ReleaseAsync(CallEnd end)
    {
        if (!HasBegun)
            AnswerRelay.Begin(call, response);
        var writer = call.Http.Response.BodyWriter;
        writer.Write(_held.WrittenSpan);
        if (IsBroken && _lacksBlankLine)
            writer.Write("\n\n"u8);
        if (IsBroken)
            writer.Write(AnswerRelay.FailureEvent(end));
        await writer.FlushAsync(call.Http.RequestAborted);
    }

    /// <inheritdoc />
    public void Dispose() => _events.Dispose();

    private async ValueTask<int> ReadAsync(Stream upstream)
    {
        // The time to close is one for all that still comes: it must not keep the end from the client.
        if (!_isHolding)
            deadline.Arm(idleTimeout);
        else if (!_isClosing)
            deadline.Arm(CloseTimeout);
        _isClosing = _isHolding;
        var space = _events.Space();
        var read = await upstream.ReadAsync(space, deadline.Token);
        if (read > 0)
            call.BytesReceived(space.Span[..read]);
        return read;
    }

    private bool TakeEvents()
    {
        var passes = false;
        while (_events.TryTake(out var @event))
            passes |= Take(@event.Span);
        return passes;
    }

    // The last event may lack its blank line; one that was cut in the middle goes to nobody.
    private void TakeRest()
    {
        var rest = _events.Rest.Span;
        if (rest.IsEmpty)
            return;

        var probe = new AnswerFacts();
        var data = ServerSentEvents.DataOf(rest);
        if (!data.StartsWith("[DONE]"u8) && !data.IsEmpty)
            ChatAnswerReader.Read(data, probe);
        IsBroken = probe.IsMalformed;
        if (!IsBroken)
            _lacksBlankLine = Take(rest);
    }

    // Whether something now waits to be flushed to the client.
    private bool Take(ReadOnlySpan<byte> @event)
    {
        var data = ServerSentEvents.DataOf(@event);
        var isUsageOnly = false;
        if (data.StartsWith("[DONE]"u8))
            _isHolding = _isDone = true;
        else if (!data.IsEmpty)
            isUsageOnly = ChatAnswerReader.Read(data, call.Facts);

        if (isUsageOnly && call.Request!.UsageInjection is not null)
            return false;

        _isHolding |= call.Facts.HasError;
        if (_isHolding)
        {
            if (_held.WrittenCount + @event.Length > ServerSentEvents.MaxEventBytes)
                throw new InvalidDataException("What follows the end of the answer is too large.");
            _held.Write(@event);
            return false;
        }

        if (!HasBegun)
            AnswerRelay.Begin(call, response);
        HasBegun = true;
        call.Http.Response.BodyWriter.Write(@event);
        return true;
    }

    private async ValueTask FlushAsync()
    {
        var flush = call.Http.Response.BodyWriter.FlushAsync(deadline.Token);
        if (!flush.IsCompletedSuccessfully)
            deadline.Arm(Timeout.InfiniteTimeSpan);
        if ((await flush).IsCompleted)
            deadline.LeftByClient();
    }

    private CallEnd EndOfStream()
    {
        if (call.Facts.HasError)
            return CallEnd.Failed(FailureReasons.UpstreamError, HasBegun);
        if (call.Facts.IsMalformed)
            return CallEnd.Failed(FailureReasons.UpstreamMalformed, HasBegun);

        // Some servers leave [DONE] out: a reason to finish says as much.
        if (!IsBroken && (_isDone || call.Facts.FinishReasons.Count > 0))
            return CallEnd.Completed;

        IsBroken = true;
        return CallEnd.Failed(FailureReasons.UpstreamInterrupted, HasBegun);
    }
}
