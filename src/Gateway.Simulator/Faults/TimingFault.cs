using Gateway.Simulator.Answers;

namespace Gateway.Simulator.Faults;

/// <summary>
/// <c>slow-first-token-2000</c>: nothing, not even the head, before so many milliseconds; <c>slow-tokens-100</c>: so many
/// milliseconds between tokens; <c>instant</c>: no waiting at all.
/// </summary>
internal sealed class TimingFault : IFault
{
    public IReadOnlyList<string> Names { get; } = ["slow-first-token", "slow-tokens", "instant"];

    public AnswerScript Apply(Directive directive, AnswerScript script)
    {
        var timing = (script.Timing ?? TokenTiming.Instant) with { Jitter = 0 };
        return script with
        {
            Timing = directive.Name switch
            {
                "slow-first-token" => timing with { FirstToken = TimeSpan.FromMilliseconds(directive.NumberOr(2000)) },
                "slow-tokens" => timing with { InterToken = TimeSpan.FromMilliseconds(directive.NumberOr(100)) },
                _ => TokenTiming.Instant,
            },
        };
    }
}
