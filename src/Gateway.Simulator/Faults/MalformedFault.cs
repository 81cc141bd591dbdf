using Gateway.Simulator.Answers;
using Gateway.Simulator.Chat;
using Gateway.Simulator.Served;

namespace Gateway.Simulator.Faults;

/// <summary>
/// Once, after so many events of a stream (default 2): <c>garbage-2</c>, a line that is no field of an event;
/// <c>invalid-json-2</c>, an event whose data is broken JSON. The stream goes on behind it.
/// </summary>
internal sealed class MalformedFault : IFault
{
    public IReadOnlyList<string> Names { get; } = ["garbage", "invalid-json"];

    public AnswerScript Apply(Directive directive, AnswerScript script)
    {
        byte[] bytes = directive.Name == "garbage"
            ? [.. "\u0001\u0002 upstream connect error or disconnect/reset before headers\n\n"u8]
            : [.. "data: {\"id\":\"chatcmpl-broken\",\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{\"cont\n\n"u8];
        return script with { Interruption = new Interruption(directive.NumberOr(2), exchange => InsertAsync(exchange, bytes), StreamsOnly: true) };
    }

    private static async Task<ServedOutcome?> InsertAsync(Exchange exchange, byte[] bytes)
    {
        await exchange.Output.SendAsync(bytes);
        return null;
    }
}
