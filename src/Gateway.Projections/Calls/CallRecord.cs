using System.Text.Json;
using Gateway.Domain.Calls;
using Gateway.Domain.Pricing;

namespace Gateway.Projections.Calls;

/// <summary>A call as an auditor reads it: the row of <c>call_record</c>.</summary>
/// <param name="Id">The call's id.</param>
/// <param name="Status">How far it has come.</param>
/// <param name="Scope">Who it belongs to and who acted.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="Outcome">What came of it; every member is absent while the call is open.</param>
/// <param name="Tokens">Tokens by type; null: nothing is known.</param>
/// <param name="UsageState">Where the tokens come from.</param>
/// <param name="Cost">What it costs; null: unpriced.</param>
/// <param name="Latency">Where the time went; null: the call is open, or was abandoned.</param>
/// <param name="StartedAt">When the request had been read, by the node's clock.</param>
/// <param name="CompletedAt">When the outcome was known, by the node's clock.</param>
/// <param name="RecordedAt">When the last event was stored, by the database's clock.</param>
/// <param name="LastPosition">Where the last event stands in the store.</param>
public sealed record CallRecord(
    Guid Id,
    CallStatus Status,
    CallScope Scope,
    CallRequest Request,
    CallResult Outcome,
    TokenUsage? Tokens,
    UsageState UsageState,
    Cost? Cost,
    CallLatency? Latency,
    DateTimeOffset StartedAt,
    DateTimeOffset? CompletedAt,
    DateTimeOffset RecordedAt,
    long LastPosition);

/// <summary>Who a call belongs to, and who acted.</summary>
public sealed record CallScope(
    string Organization, string? Team, string? Project, string? Key, string PrincipalKind, Guid PrincipalId, string? Session, string? Agent,
    string? TraceId, string? ParentSpanId, Guid? ParentCall, JsonElement? Tags, string? Classification, Guid Subject);

/// <summary>What a call asked for, and what the gateway made of it.</summary>
public sealed record CallRequest(
    string Endpoint, string WireFormat, string? Model, bool Stream, string? Route, string? Strategy, JsonElement? Injected, string Node, Guid Boot,
    long PolicyVersion, long Bytes, string? Digest);

/// <summary>What came of a call.</summary>
public sealed record CallResult(
    int Attempts, int? HttpStatus, string? DenialCode, string? FailureReason, string? ProviderErrorCode, bool? Interrupted, bool? ClientLeft,
    string? ClosedBy, string? Provider, string? TargetModel, string? Model, string? ResponseId, string? ServiceTier, string? UpstreamRequestId,
    JsonElement? FinishReasons, long? Bytes, string? Digest, bool? Sanitised);
