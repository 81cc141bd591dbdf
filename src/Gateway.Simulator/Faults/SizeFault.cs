using Gateway.Simulator.Answers;

namespace Gateway.Simulator.Faults;

/// <summary>
/// <c>tokens-50</c>: exactly 50 tokens of text; <c>huge-10000000</c>: at least so many bytes of text (default 10 MB), streamed in
/// chunks of 64 tokens; <c>parallel-tools-2</c>: two functions called at once when the request has tools.
/// </summary>
internal sealed class SizeFault : IFault
{
    public IReadOnlyList<string> Names { get; } = ["tokens", "huge", "parallel-tools"];

    public AnswerScript Apply(Directive directive, AnswerScript script) => directive.Name switch
    {
        "tokens" => script with { Tokens = Math.Max(1, directive.NumberOr(50)) },
        "huge" => script with { ContentBytes = Math.Max(1, directive.Number ?? 10_000_000), TokensPerChunk = 64 },
        _ => script with { ToolCalls = Math.Clamp(directive.NumberOr(2), 1, 128) },
    };
}
