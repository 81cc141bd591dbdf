using System.Diagnostics;

namespace Gateway.Simulator.Answers;

/// <summary>Waits as long as a model thinks. Delays are measured from the request's arrival, so they do not add up to a drift.</summary>
internal struct Pace(TokenTiming timing, long started)
{
    private TimeSpan _due;

    public void AddFirstToken() => _due += Jittered(timing.FirstToken);

    public void AddTokens(int count) => _due += Jittered(timing.InterToken) * count;

    /// <summary>Waits until the tokens added so far are due.</summary>
    public readonly Task WaitAsync(HttpContext context)
    {
        if (timing.IsInstant)
        {
            return Task.CompletedTask;
        }

        var delay = _due - Stopwatch.GetElapsedTime(started);
        return delay > TimeSpan.Zero ? Task.Delay(delay, context.RequestAborted) : Task.CompletedTask;
    }

    private readonly TimeSpan Jittered(TimeSpan mean) =>
        mean <= TimeSpan.Zero ? TimeSpan.Zero : mean * (1 + (timing.Jitter * ((2 * Random.Shared.NextDouble()) - 1)));
}
