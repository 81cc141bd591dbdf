using System.Text.Json;
using Gateway.Domain.Calls;
using NpgsqlTypes;
using static Gateway.Projections.Calls.CallColumnKind;

namespace Gateway.Projections.Calls;

/// <summary>
/// The columns of <c>call_record</c>. Durations are microseconds; instants that end in <c>_at</c> are by the node's clock, save
/// <c>recorded_at</c>.
/// </summary>
internal static class CallColumns
{
    public static readonly IReadOnlyList<CallColumn> All =
    [
        Id("id", Opening, c => c.Id, required: true),
        Text("organization", Opening, c => c.Organization, required: true),
        Text("team", Opening, c => c.Opening?.Team),
        Text("project", Opening, c => c.Opening?.Project),
        Text("key", Opening, c => c.Opening?.Key),
        Text("principal_kind", Opening, c => c.Opening?.PrincipalKind, required: true),
        Id("principal_id", Opening, c => c.Opening?.PrincipalId, required: true),
        Text("session", Opening, c => c.Opening?.Session),
        Text("agent", Opening, c => c.Opening?.Agent),
        Text("trace_id", Opening, c => c.Opening?.TraceId),
        Text("parent_span_id", Opening, c => c.Opening?.ParentSpanId),
        Id("parent_call", Opening, c => c.Opening?.ParentCall),
        Json("tags", Opening, c => c.Opening?.Tags),
        Text("classification", Opening, c => c.Opening?.Classification),
        Text("endpoint", Opening, c => c.Opening?.Endpoint, required: true),
        Text("wire_format", Opening, c => c.Opening?.WireFormat, required: true),
        Text("requested_model", Opening, c => c.Opening?.RequestedModel),
        Flag("stream", Opening, c => c.Opening?.Stream, required: true),
        Text("route", Opening, c => (c.Opening as CallReceived)?.Route),
        Text("strategy", Opening, c => (c.Opening as CallReceived)?.Strategy),
        Json("injected", Opening, c => (c.Opening as CallReceived)?.Injected),
        Text("node", Opening, c => c.Opening?.Node, required: true),
        Id("boot", Opening, c => c.Opening?.Boot, required: true),
        Big("policy_version", Opening, c => c.Opening?.PolicyVersion, required: true),
        Big("request_bytes", Opening, c => c.Opening?.RequestBytes, required: true),
        Text("request_digest", Opening, c => c.Opening?.RequestDigest),
        Id("subject", Opening, c => c.Opening?.Subject, required: true),
        Text("personal", Opening, c => c.Opening?.Personal),
        Instant("started_at", Opening, c => c.Opening?.ReceivedAt, required: true),

        Text("status", Outcome, c => Stored(c.Status), required: true),
        Int("attempts", Outcome, c => c.Attempts, required: true),
        Instant("completed_at", Outcome, c => c.CompletedAt),
        Int("http_status", Outcome, c => c.Outcome?.HttpStatus ?? c.Denial?.HttpStatus),
        Text("denial_code", Outcome, c => c.Denial?.Code),
        Text("failure_reason", Outcome, c => (c.Outcome as CallFailed)?.Reason),
        Text("provider_error_code", Outcome, c => (c.Outcome as CallFailed)?.ProviderErrorCode),
        Flag("interrupted", Outcome, c => (c.Outcome as CallFailed)?.Interrupted),
        Flag("client_left", Outcome, c => (c.Outcome as CallCompleted)?.ClientLeft),
        Text("closed_by", Outcome, c => c.Abandonment?.ClosedBy),
        Text("provider", Outcome, c => c.Outcome?.Provider),
        Text("target_model", Outcome, c => c.Outcome?.Model),
        Text("response_model", Outcome, c => c.Outcome?.ResponseModel),
        Text("response_id", Outcome, c => c.Outcome?.ResponseId),
        Text("service_tier", Outcome, c => c.Outcome?.ServiceTier),
        Text("upstream_request_id", Outcome, c => c.Outcome?.UpstreamRequestId),
        Json("finish_reasons", Outcome, c => c.Outcome?.FinishReasons),
        Big("response_bytes", Outcome, c => c.Outcome?.ResponseBytes),
        Text("response_digest", Outcome, c => c.Outcome?.ResponseDigest),
        Big("duration_us", Outcome, Duration),
        Big("receive_us", Outcome, c => c.Outcome?.Latency.Receive),
        Big("journal_us", Outcome, c => c.Outcome?.Latency.Journal),
        Big("upstream_us", Outcome, c => c.Outcome?.Latency.Upstream),
        Big("first_token_us", Outcome, c => c.Outcome?.Latency.FirstToken),
        Big("generation_us", Outcome, c => c.Outcome?.Latency.Generation),
        Text("usage_state", Outcome, c => Stored(c.Outcome?.UsageState ?? UsageState.Absent), required: true),
        Big("input_tokens", Outcome, c => c.Outcome?.Usage?.Input),
        Big("cache_read_tokens", Outcome, c => c.Outcome?.Usage?.CacheRead),
        Big("cache_write_5m_tokens", Outcome, c => c.Outcome?.Usage?.CacheWrite5m),
        Big("cache_write_1h_tokens", Outcome, c => c.Outcome?.Usage?.CacheWrite1h),
        Big("output_tokens", Outcome, c => c.Outcome?.Usage?.Output),
        Big("reasoning_tokens", Outcome, c => c.Outcome?.Usage?.Reasoning),
        Big("audio_in_tokens", Outcome, c => c.Outcome?.Usage?.AudioIn),
        Big("audio_out_tokens", Outcome, c => c.Outcome?.Usage?.AudioOut),
        Amount("cost_amount", Outcome, c => c.Outcome?.Cost?.Amount),
        Text("cost_currency", Outcome, c => c.Outcome?.Cost?.Currency),
        Id("price_list", Outcome, c => c.Outcome?.Cost?.PriceList),
        Int("price_version", Outcome, c => c.Outcome?.Cost?.PriceVersion),
        Flag("sanitised", Outcome, c => c.Outcome?.Sanitised ?? c.Opening?.Sanitised),
        Big("last_version", Outcome, c => c.Version, required: true),
        Big("last_position", Outcome, c => c.Position, required: true),
        Instant("recorded_at", Outcome, c => c.RecordedAt, required: true),
    ];

    /// <summary>The name by which an enum's value is stored.</summary>
    public static string Stored<T>(T value) where T : struct, Enum => value.ToString().ToUpperInvariant();

    // A refusal has no latency parts; an abandoned call's end is when it was found, which says nothing of its length.
    private static long? Duration(CallChange c) =>
        c.Outcome?.Latency.Total
        ?? (c.Denial is { } denial ? (denial.CompletedAt - denial.ReceivedAt).Ticks / TimeSpan.TicksPerMicrosecond : null);

    private static CallColumn<string?> Text(string name, CallColumnKind kind, Func<CallChange, string?> value, bool required = false) =>
        new(name, "text", NpgsqlDbType.Text, kind, required, value);

    private static CallColumn<string?> Json(string name, CallColumnKind kind, Func<CallChange, object?> value) =>
        new(name, "jsonb", NpgsqlDbType.Jsonb, kind, Required: false, c => value(c) is { } v ? JsonSerializer.Serialize(v) : null);

    private static CallColumn<Guid?> Id(string name, CallColumnKind kind, Func<CallChange, Guid?> value, bool required = false) =>
        new(name, "uuid", NpgsqlDbType.Uuid, kind, required, value);

    private static CallColumn<bool?> Flag(string name, CallColumnKind kind, Func<CallChange, bool?> value, bool required = false) =>
        new(name, "boolean", NpgsqlDbType.Boolean, kind, required, value);

    private static CallColumn<int?> Int(string name, CallColumnKind kind, Func<CallChange, int?> value, bool required = false) =>
        new(name, "integer", NpgsqlDbType.Integer, kind, required, value);

    private static CallColumn<long?> Big(string name, CallColumnKind kind, Func<CallChange, long?> value, bool required = false) =>
        new(name, "bigint", NpgsqlDbType.Bigint, kind, required, value);

    private static CallColumn<decimal?> Amount(string name, CallColumnKind kind, Func<CallChange, decimal?> value) =>
        new(name, "numeric", NpgsqlDbType.Numeric, kind, Required: false, value);

    private static CallColumn<DateTime?> Instant(string name, CallColumnKind kind, Func<CallChange, DateTimeOffset?> value, bool required = false) =>
        new(name, "timestamp with time zone", NpgsqlDbType.TimestampTz, kind, required, c => value(c)?.UtcDateTime);
}
