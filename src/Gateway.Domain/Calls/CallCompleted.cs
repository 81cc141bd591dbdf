using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Gateway.Domain.Calls;

/// <summary>The provider answered 2xx, whole.</summary>
public sealed record CallCompleted : CallOutcome
{
    /// <summary>For the store.</summary>
    [JsonConstructor]
    public CallCompleted()
    {
    }

    /// <summary>Completes an outcome.</summary>
    [SetsRequiredMembers]
    public CallCompleted(CallOutcome outcome)
        : base(outcome)
    {
    }

    /// <summary>True: the client had left and the answer was drained; absent: it was delivered.</summary>
    public bool? ClientLeft { get; init; }
}
