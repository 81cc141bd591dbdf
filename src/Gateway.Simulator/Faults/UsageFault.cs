using Gateway.Simulator.Answers;

namespace Gateway.Simulator.Faults;

/// <summary>
/// <c>no-usage</c>: never told, asked or not; <c>usage-every-chunk</c>: the running figure in each chunk of a stream, as some
/// self-hosted servers do; <c>cached-100</c>, <c>reasoning-20</c>: so many cached prompt tokens and reasoning tokens in the details.
/// </summary>
internal sealed class UsageFault : IFault
{
    public IReadOnlyList<string> Names { get; } = ["no-usage", "usage-every-chunk", "cached", "reasoning"];

    public AnswerScript Apply(Directive directive, AnswerScript script) => directive.Name switch
    {
        "no-usage" => script with { Usage = UsageReport.Never },
        "usage-every-chunk" => script with { Usage = UsageReport.EveryChunk },
        "cached" => script with { CachedTokens = directive.NumberOr(1) },
        _ => script with { ReasoningTokens = directive.NumberOr(1) },
    };
}
