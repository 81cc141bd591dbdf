using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Gateway.Domain.Calls;

/// <summary>The client left before the answer was whole; the upstream request was cancelled.</summary>
public sealed record CallAborted : CallOutcome
{
    /// <summary>For the store.</summary>
    [JsonConstructor]
    public CallAborted()
    {
    }

    /// <summary>Completes an outcome.</summary>
    [SetsRequiredMembers]
    public CallAborted(CallOutcome outcome)
        : base(outcome)
    {
    }
}
