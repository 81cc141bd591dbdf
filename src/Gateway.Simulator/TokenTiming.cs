namespace Gateway.Simulator;

/// <summary>How fast tokens are produced. A plain answer takes as long as the same answer would take streamed.</summary>
public sealed record TokenTiming
{
    /// <summary>250 ms to the first token, then a token about every 15 ms.</summary>
    public static TokenTiming Realistic { get; } = new();

    /// <summary>No waiting at all: for tests and benchmarks.</summary>
    public static TokenTiming Instant { get; } = new() { FirstToken = TimeSpan.Zero, InterToken = TimeSpan.Zero };

    /// <summary>From the request to the first token. Default 250 ms.</summary>
    public TimeSpan FirstToken { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>The mean time between two tokens. Default 15 ms.</summary>
    public TimeSpan InterToken { get; init; } = TimeSpan.FromMilliseconds(15);

    /// <summary>How far a delay may stray from its mean, as a fraction from 0 to 1. Default 0.4.</summary>
    public double Jitter { get; init; } = 0.4;

    internal bool IsInstant => FirstToken <= TimeSpan.Zero && InterToken <= TimeSpan.Zero;
}
