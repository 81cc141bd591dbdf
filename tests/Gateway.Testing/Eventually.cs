using System.Diagnostics;

namespace Gateway.Testing;

/// <summary>Waits for what is bound to happen, and says what did not.</summary>
public static class Eventually
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>Asks again and again until the answer is the expected one.</summary>
    /// <param name="ask">Asked every 15 ms.</param>
    /// <param name="isExpected">Whether the wait is over.</param>
    /// <param name="what">Completes the sentence "Timed out waiting for …".</param>
    /// <param name="timeout">Default: 20 s.</param>
    /// <returns>The expected answer.</returns>
    /// <exception cref="TimeoutException">It did not come; the message holds the last answer.</exception>
    public static async Task<T> GetAsync<T>(Func<Task<T>> ask, Func<T, bool> isExpected, string what, TimeSpan? timeout = null)
    {
        var started = Stopwatch.GetTimestamp();
        for (; ; )
        {
            var answer = await ask();
            if (isExpected(answer))
                return answer;
            if (Stopwatch.GetElapsedTime(started) > (timeout ?? Patience))
                throw new TimeoutException($"Timed out waiting for {what}. The last answer: {answer}");
            await Task.Delay(Interval);
        }
    }

    /// <summary>Waits until something holds.</summary>
    /// <exception cref="TimeoutException">It did not.</exception>
    public static Task HoldsAsync(Func<bool> holds, string what, TimeSpan? timeout = null) =>
        GetAsync(() => Task.FromResult(holds()), held => held, what, timeout);
}
