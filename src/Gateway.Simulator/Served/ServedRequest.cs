namespace Gateway.Simulator.Served;

/// <summary>One request as the provider saw it; recorded before anything is answered.</summary>
public sealed class ServedRequest
{
    /// <summary>1 for the first request since the start or the last reset.</summary>
    public long Sequence { get; internal set; }

    /// <summary>When the whole request had arrived.</summary>
    public DateTimeOffset At { get; init; }

    /// <summary>What was asked for; empty if the body did not say.</summary>
    public string Model { get; init; } = "";

    /// <summary>Whether a stream was asked for.</summary>
    public bool Stream { get; init; }

    /// <summary>The member <c>metadata.marker</c> of the body.</summary>
    public string? Marker { get; init; }

    /// <summary>The request header <c>x-request-marker</c>.</summary>
    public string? HeaderMarker { get; init; }

    /// <summary>The member <c>user</c> of the body.</summary>
    public string? User { get; init; }

    /// <summary>The names of the request's headers, as they came; empty if requests are not recorded.</summary>
    public IReadOnlyList<string> HeaderNames { get; init; } = [];

    /// <summary>SHA-256 of the request's body, lower-case hex; empty if requests are not recorded.</summary>
    public string BodySha256 => Convert.ToHexStringLower(BodyHash);

    internal byte[] BodyHash { get; init; } = [];

    /// <summary>SHA-256 of the answer's body as far as it was sent, lower-case hex; <c>null</c> unless <see cref="SimulatorOptions.HashAnswers"/>.</summary>
    public string? AnswerSha256 { get; internal set; }

    /// <summary>How it ended.</summary>
    public ServedOutcome Outcome { get; internal set; }

    /// <summary>The status that was answered; 0: none yet, or the connection was cut before.</summary>
    public int Status { get; internal set; }

    /// <summary>Events sent on the stream, <c>[DONE]</c> included; 0 for a plain answer.</summary>
    public int Chunks { get; internal set; }

    /// <summary>Tokens of the prompt.</summary>
    public int PromptTokens { get; internal set; }

    /// <summary>Those of <see cref="PromptTokens"/> that came from the cache.</summary>
    public int CachedTokens { get; internal set; }

    /// <summary>Tokens really produced: what usage says for a complete answer, less for one that was cut.</summary>
    public int CompletionTokens { get; internal set; }

    /// <summary>Those of <see cref="CompletionTokens"/> that were reasoning.</summary>
    public int ReasoningTokens { get; internal set; }
}
