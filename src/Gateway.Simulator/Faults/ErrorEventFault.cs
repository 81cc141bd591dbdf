using Gateway.Simulator.Answers;
using Gateway.Simulator.Chat;
using Gateway.Simulator.Served;
using Gateway.Simulator.Wire;

namespace Gateway.Simulator.Faults;

/// <summary>
/// <c>error-first</c>: the first event under a 200 is an error; <c>error-event-3</c>: the event after the third is one (default 3).
/// The stream ends behind it, without <c>[DONE]</c>. A plain answer is the error under a 200 for <c>error-first</c>, else an ordinary one.
/// </summary>
internal sealed class ErrorEventFault : IFault
{
    private static readonly ProviderError Error = new(
        StatusCodes.Status200OK, "server_error", "The server had an error while processing your request. Sorry about that!");

    public IReadOnlyList<string> Names { get; } = ["error-first", "error-event"];

    public AnswerScript Apply(Directive directive, AnswerScript script) => directive.Name switch
    {
        "error-first" => script with { Instead = AnswerAsync },
        _ => script with { Interruption = new Interruption(directive.NumberOr(3), SendEventAsync, StreamsOnly: true) },
    };

    private static async Task<ServedOutcome> AnswerAsync(Exchange exchange)
    {
        if (exchange.Request.Stream)
        {
            exchange.WriteHead(StatusCodes.Status200OK, "text/event-stream; charset=utf-8");
            await SendEventAsync(exchange);
        }
        else
        {
            await exchange.AnswerAsync(Error.Status, ProviderError.ContentType, Error.ToBody());
        }

        return ServedOutcome.Faulted;
    }

    private static async Task<ServedOutcome?> SendEventAsync(Exchange exchange)
    {
        using var data = new Utf8Buffer(512);
        using var frame = new Utf8Buffer(512);
        Error.WriteCompact(data);
        exchange.Script.Framing.Write(frame, data.Span, first: exchange.Record.Chunks == 0, last: true);
        exchange.Record.Chunks++;
        await exchange.Output.SendLastAsync(frame.Memory);
        return ServedOutcome.Faulted;
    }
}
