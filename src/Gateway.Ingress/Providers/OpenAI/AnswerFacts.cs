using System.Text.Json;
using Gateway.Domain.Calls;

namespace Gateway.Ingress.Providers.OpenAI;

/// <summary>What an answer says about itself, gathered while its bytes pass.</summary>
public sealed class AnswerFacts
{
    // One token of English is about four bytes; what is told by this is marked as estimated.
    private const int BytesPerToken = 4;

    /// <summary>The model that says it answered.</summary>
    public string? ResponseModel { get; set; }

    /// <summary>The provider's id of the answer.</summary>
    public string? ResponseId { get; set; }

    /// <summary>The service tier that the provider says it used.</summary>
    public string? ServiceTier { get; set; }

    /// <summary>Why generation ended, by choice index.</summary>
    public SortedList<int, string> FinishReasons { get; } = [];

    /// <summary>The usage as the provider reported it last; null: not yet.</summary>
    public TokenUsage? Reported { get; set; }

    /// <summary>The provider's own usage object; null: none, or the store can't hold it.</summary>
    public JsonElement? ProviderUsage { get; set; }

    /// <summary>The provider's error type or code; null: the answer holds no error.</summary>
    public string? ErrorCode { get; set; }

    /// <summary>Whether the answer holds an <c>error</c> object.</summary>
    public bool HasError { get; set; }

    /// <summary>Whether some of the answer is not in the wire format.</summary>
    public bool IsMalformed { get; set; }

    /// <summary>Bytes of generated text that passed, for an estimate if the usage never comes.</summary>
    public long OutputBytes { get; set; }

    /// <summary>Usage, reported or estimated; absent when nothing was generated.</summary>
    /// <param name="requestBytes">Size of the request, which bounds its prompt.</param>
    public (UsageState State, TokenUsage? Usage) UsageOr(long requestBytes)
    {
        if (Reported is not null)
            return (UsageState.Reported, Reported);
        if (OutputBytes == 0)
            return (UsageState.Absent, null);
        return (UsageState.Estimated, new TokenUsage { Input = Tokens(requestBytes), Output = Tokens(OutputBytes) });
    }

    private static long Tokens(long bytes) => (bytes + BytesPerToken - 1) / BytesPerToken;
}
