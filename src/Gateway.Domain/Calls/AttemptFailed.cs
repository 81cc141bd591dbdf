namespace Gateway.Domain.Calls;

/// <summary>One target did not answer the call and another one is tried.</summary>
/// <param name="Attempt">Which attempt, from 1.</param>
/// <param name="Provider">The target's provider (configured name).</param>
/// <param name="Model">The target's model.</param>
/// <param name="Reason">Stable code, one of <see cref="FailureReasons"/>.</param>
/// <param name="HttpStatus">The provider's status; absent: there was none.</param>
/// <param name="ProviderErrorCode">The provider's own error type or code, bounded.</param>
/// <param name="StartedAt">When the attempt began, by the node's clock.</param>
/// <param name="Duration">How long it took, in microseconds.</param>
public sealed record AttemptFailed(
    int Attempt, string Provider, string Model, string Reason, int? HttpStatus, string? ProviderErrorCode, DateTimeOffset StartedAt, long Duration);
