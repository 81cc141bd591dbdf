using System.Text.Json;
using Gateway.Domain.Pricing;

namespace Gateway.Domain.Calls;

/// <summary>How a call that was sent to a provider ended: the part that the terminal events share that can carry an answer.</summary>
public record CallOutcome
{
    /// <summary>The call's <see cref="CallOpening.ReceivedAt"/>: the instant that facts, prices and periods go by.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When the outcome was known, by the node's clock.</summary>
    public required DateTimeOffset CompletedAt { get; init; }

    /// <summary>Which attempt this is the outcome of, from 1; 0: none was made.</summary>
    public required int Attempt { get; init; }

    /// <summary>The target's provider (configured name); absent: no attempt was made.</summary>
    public string? Provider { get; init; }

    /// <summary>The target's model; absent: no attempt was made.</summary>
    public string? Model { get; init; }

    /// <summary>The model that says it answered.</summary>
    public string? ResponseModel { get; init; }

    /// <summary>The provider's id of the answer. An attribute, never an identity: providers repeat them.</summary>
    public string? ResponseId { get; init; }

    /// <summary>The service tier that the provider says it used.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>The provider's request id header.</summary>
    public string? UpstreamRequestId { get; init; }

    /// <summary>The HTTP status that the client was given; absent: the client left before there was one.</summary>
    public int? HttpStatus { get; init; }

    /// <summary>Why generation ended, one for each choice, in the provider's words.</summary>
    public IReadOnlyList<string>? FinishReasons { get; init; }

    /// <summary>Where the usage comes from.</summary>
    public required UsageState UsageState { get; init; }

    /// <summary>Tokens by type; absent when <see cref="UsageState"/> is <see cref="UsageState.Absent"/>.</summary>
    public TokenUsage? Usage { get; init; }

    /// <summary>The provider's own usage object; absent: there was none, or the store can't hold it.</summary>
    public JsonElement? ProviderUsage { get; init; }

    /// <summary>What the call costs; absent: unpriced.</summary>
    public Cost? Cost { get; init; }

    /// <summary>Where the time went.</summary>
    public required CallLatency Latency { get; init; }

    /// <summary>HMAC-SHA-256, under the subject's key, of the answer's body as the provider sent it, base64.</summary>
    public string? ResponseDigest { get; init; }

    /// <summary>Bytes of the answer's body that the provider sent.</summary>
    public long ResponseBytes { get; init; }

    /// <summary>True: a provider's string was cut or stripped of what the store refuses; absent: all stand as sent.</summary>
    public bool? Sanitised { get; init; }
}
