using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Gateway.Domain.Calls;

/// <summary>The call ended without a whole answer from any provider: an error passed on, a timeout, a cut stream.</summary>
public sealed record CallFailed : CallOutcome
{
    /// <summary>For the store.</summary>
    [JsonConstructor]
    public CallFailed()
    {
    }

    /// <summary>Completes an outcome.</summary>
    [SetsRequiredMembers]
    public CallFailed(CallOutcome outcome, string reason)
        : base(outcome)
    {
        Reason = reason;
    }

    /// <summary>Stable code of the reason, one of <see cref="FailureReasons"/>.</summary>
    public required string Reason { get; init; }

    /// <summary>The provider's own error type or code, bounded; absent: it gave none.</summary>
    public string? ProviderErrorCode { get; init; }

    /// <summary>True: the client had already been given a part of the answer; absent: it got an error only.</summary>
    public bool? Interrupted { get; init; }
}
