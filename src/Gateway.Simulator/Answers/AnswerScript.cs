using Gateway.Simulator.Chat;
using Gateway.Simulator.Served;

namespace Gateway.Simulator.Answers;

/// <summary>How an answer is to be given. The defaults are the provider on a good day; each fault changes a few members.</summary>
internal sealed record AnswerScript
{
    public static AnswerScript Ordinary { get; } = new();

    /// <summary>Gives the whole answer in place of the completion.</summary>
    public Func<Exchange, Task<ServedOutcome>>? Instead { get; init; }

    /// <summary>What happens in the middle of the answer.</summary>
    public Interruption? Interruption { get; init; }

    /// <summary>In place of <see cref="SimulatorOptions.Timing"/>.</summary>
    public TokenTiming? Timing { get; init; }

    /// <summary>Exactly so many tokens of text; <c>null</c>: some sentences.</summary>
    public int? Tokens { get; init; }

    /// <summary>At least so many bytes of text, and less than one token more.</summary>
    public long? ContentBytes { get; init; }

    /// <summary>How many tokens share one chunk of a stream.</summary>
    public int TokensPerChunk { get; init; } = 1;

    /// <summary>How many of the prompt's tokens came from the cache; no more than there are.</summary>
    public int CachedTokens { get; init; }

    /// <summary>Reasoning tokens, on top of the visible ones.</summary>
    public int ReasoningTokens { get; init; }

    /// <summary>How many functions are called at once when the request has tools.</summary>
    public int ToolCalls { get; init; } = 1;

    public UsageReport Usage { get; init; } = UsageReport.AsAsked;

    /// <summary>In place of the right content type.</summary>
    public string? ContentType { get; init; }

    public SseFraming Framing { get; init; } = SseFraming.Ordinary;

    /// <summary>Sends each byte by itself.</summary>
    public bool OneByteWrites { get; init; }
}

/// <summary>When usage is told.</summary>
internal enum UsageReport
{
    /// <summary>In a plain answer always, in a stream's extra chunk if <c>include_usage</c> asked for it.</summary>
    AsAsked,

    /// <summary>Never, asked or not.</summary>
    Never,

    /// <summary>The running figure in each chunk of a stream.</summary>
    EveryChunk,
}

/// <summary>Something that happens after so many events of a stream, or in the middle of a plain body.</summary>
/// <param name="After">How many events have been sent before. 0: after the response's head.</param>
/// <param name="Act">Does it; returns how the answer ended, or <c>null</c> if it goes on.</param>
/// <param name="StreamsOnly">Whether plain answers are spared.</param>
internal sealed record Interruption(int After, Func<Exchange, Task<ServedOutcome?>> Act, bool StreamsOnly = false);
