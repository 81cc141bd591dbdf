namespace Gateway.Simulator.Served;

/// <summary>Running sums of tokens; safe to add to from any thread.</summary>
internal sealed class TokenTally
{
    private long _prompt;
    private long _cached;
    private long _completion;
    private long _reasoning;

    public void Add(ServedRequest request)
    {
        Interlocked.Add(ref _prompt, request.PromptTokens);
        Interlocked.Add(ref _cached, request.CachedTokens);
        Interlocked.Add(ref _completion, request.CompletionTokens);
        Interlocked.Add(ref _reasoning, request.ReasoningTokens);
    }

    public ServedTokens Read() => new(
        Interlocked.Read(ref _prompt),
        Interlocked.Read(ref _cached),
        Interlocked.Read(ref _completion),
        Interlocked.Read(ref _reasoning));
}
