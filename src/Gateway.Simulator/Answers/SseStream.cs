using Gateway.Simulator.Chat;
using Gateway.Simulator.Served;
using Gateway.Simulator.Wire;

namespace Gateway.Simulator.Answers;

/// <summary>Sends events one at a time, each flushed, and lets the script's interruption strike between them.</summary>
internal sealed class SseStream(Exchange exchange) : IDisposable
{
    private readonly AnswerScript _script = exchange.Script;
    private readonly Utf8Buffer _frame = new(1024);

    /// <summary>The data of the event to send next.</summary>
    public Utf8Buffer Data { get; } = new(1024);

    /// <summary>How the stream ended, once <see cref="SendAsync"/> said that it has.</summary>
    public ServedOutcome Outcome { get; private set; } = ServedOutcome.Completed;

    /// <summary>Lets an interruption that waits for no event strike.</summary>
    /// <returns>Whether the stream goes on.</returns>
    public ValueTask<bool> OpenAsync() => PassInterruptionAsync();

    /// <summary>Sends <see cref="Data"/> as one event.</summary>
    /// <returns>Whether the stream goes on.</returns>
    /// <exception cref="OperationCanceledException">The client has left.</exception>
    public async ValueTask<bool> SendAsync(bool last = false)
    {
        _frame.Clear();
        _script.Framing.Write(_frame, Data.Span, first: exchange.Record.Chunks == 0, last);
        exchange.Record.Chunks++;
        Data.Clear();
        if (last)
        {
            await exchange.Output.SendLastAsync(_frame.Memory);
            return false;
        }

        await exchange.Output.SendAsync(_frame.Memory);
        return await PassInterruptionAsync();
    }

    public void Dispose()
    {
        _frame.Dispose();
        Data.Dispose();
    }

    private async ValueTask<bool> PassInterruptionAsync()
    {
        if (_script.Interruption is { } interruption && interruption.After == exchange.Record.Chunks && await interruption.Act(exchange) is { } outcome)
        {
            Outcome = outcome;
            return false;
        }

        return true;
    }
}
