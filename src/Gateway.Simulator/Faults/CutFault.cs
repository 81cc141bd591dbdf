using Gateway.Simulator.Answers;
using Gateway.Simulator.Served;

namespace Gateway.Simulator.Faults;

/// <summary>
/// <c>cut-3</c>: the connection is cut after three events, or after half of a plain body (default 3; 0: after the head);
/// <c>cut-headers</c>: before the head.
/// </summary>
internal sealed class CutFault : IFault
{
    public IReadOnlyList<string> Names { get; } = ["cut", "cut-headers"];

    public AnswerScript Apply(Directive directive, AnswerScript script) => directive.Name switch
    {
        "cut-headers" => script with
        {
            Instead = exchange =>
            {
                exchange.Context.Abort();
                return Task.FromResult(ServedOutcome.Cut);
            },
        },
        _ => script with
        {
            Interruption = new Interruption(directive.NumberOr(3), async exchange =>
            {
                await exchange.Context.Response.StartAsync();
                await exchange.Output.CutAsync();
                return ServedOutcome.Cut;
            }),
        },
    };
}
