using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Gateway.Domain.Calls;

/// <summary>A call was refused by the gateway; nothing was sent to a provider.</summary>
public sealed record CallDenied : CallOpening
{
    /// <summary>For the store.</summary>
    [JsonConstructor]
    public CallDenied()
    {
    }

    /// <summary>Completes an opening.</summary>
    [SetsRequiredMembers]
    public CallDenied(CallOpening opening, string code, int httpStatus, DateTimeOffset completedAt)
        : base(opening)
    {
        Code = code;
        HttpStatus = httpStatus;
        CompletedAt = completedAt;
    }

    /// <summary>Stable code of the reason: <c>model_not_found</c>, <c>body_too_large</c>, <c>malformed_json</c> …</summary>
    public required string Code { get; init; }

    /// <summary>The HTTP status that the client was given.</summary>
    public required int HttpStatus { get; init; }

    /// <summary>When the call was refused, by the node's clock.</summary>
    public required DateTimeOffset CompletedAt { get; init; }
}
