namespace Gateway.Simulator.Served;

/// <summary>The counters at one moment. Tokens are counted when a request ends.</summary>
/// <param name="Received">Requests for a completion whose body had arrived.</param>
/// <param name="Outcomes">Requests by outcome; <see cref="ServedOutcome.Open"/> has those still being answered, stalled ones included.</param>
/// <param name="Streams">Of <paramref name="Received"/>, those that asked for a stream.</param>
/// <param name="StreamsCut">Streams that ended as <see cref="ServedOutcome.Cut"/>.</param>
/// <param name="Chunks">Events sent on all ended streams.</param>
/// <param name="Tokens">What complete answers reported (or would have, where usage was withheld).</param>
/// <param name="UnfinishedTokens">What was produced for answers that did not complete.</param>
public sealed record ServedStats(
    long Received,
    IReadOnlyDictionary<ServedOutcome, long> Outcomes,
    long Streams,
    long StreamsCut,
    long Chunks,
    ServedTokens Tokens,
    ServedTokens UnfinishedTokens);

/// <summary>Sums of token counts.</summary>
/// <param name="Prompt">Prompt tokens, cached ones included.</param>
/// <param name="Cached">Prompt tokens from the cache.</param>
/// <param name="Completion">Completion tokens, reasoning included.</param>
/// <param name="Reasoning">Reasoning tokens.</param>
public sealed record ServedTokens(long Prompt, long Cached, long Completion, long Reasoning);
