using Gateway.Simulator.Answers;
using Gateway.Simulator.Chat;
using Gateway.Simulator.Served;

namespace Gateway.Simulator.Faults;

/// <summary>
/// <c>stall-3</c>: silence after three events, or after half of a plain body, until the client leaves (default 3; 0: after the
/// head); <c>stall-headers</c>: silence before the head.
/// </summary>
internal sealed class StallFault : IFault
{
    public IReadOnlyList<string> Names { get; } = ["stall", "stall-headers"];

    public AnswerScript Apply(Directive directive, AnswerScript script) => directive.Name switch
    {
        "stall-headers" => script with { Instead = StallAsync },
        _ => script with
        {
            Interruption = new Interruption(directive.NumberOr(3), async exchange =>
            {
                await exchange.Context.Response.StartAsync();
                return await StallAsync(exchange);
            }),
        },
    };

    private static async Task<ServedOutcome> StallAsync(Exchange exchange)
    {
        exchange.Record.Outcome = ServedOutcome.Stalled;
        await Task.Delay(Timeout.Infinite, exchange.Context.RequestAborted);
        return ServedOutcome.ClientLeft;
    }
}
