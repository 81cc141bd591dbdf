using System.Text.Json;
using Gateway.Domain.Calls;
using Gateway.Domain.Pricing;
using Npgsql;

namespace Gateway.Projections.Calls;

/// <summary>Reads a row of <c>call_record</c> by the names of its columns.</summary>
internal static class CallRecordReader
{
    /// <summary>Everything but the ciphertext of personal values, which no reader of rows needs.</summary>
    public static readonly string Columns = string.Join(", ", CallColumns.All.Where(c => c.Name != "personal").Select(c => "call." + c.Name));

    public static CallRecord Read(NpgsqlDataReader row) => new(
        row.Value<Guid>("id"),
        Enum.Parse<CallStatus>(row.Value<string>("status"), ignoreCase: true),
        Scope(row),
        Request(row),
        Result(row),
        Tokens(row),
        Enum.Parse<UsageState>(row.Value<string>("usage_state"), ignoreCase: true),
        Cost(row),
        row.Optional<long>("duration_us") is { } total
            ? new CallLatency(
                total, row.Optional<long>("receive_us"), row.Optional<long>("journal_us"), row.Optional<long>("upstream_us"),
                row.Optional<long>("first_token_us"), row.Optional<long>("generation_us"))
            : null,
        row.Value<DateTimeOffset>("started_at"),
        row.Optional<DateTimeOffset>("completed_at"),
        row.Value<DateTimeOffset>("recorded_at"),
        row.Value<long>("last_position"));

    private static CallScope Scope(NpgsqlDataReader row) => new(
        row.Value<string>("organization"), row.Text("team"), row.Text("project"), row.Text("key"), row.Value<string>("principal_kind"),
        row.Value<Guid>("principal_id"), row.Text("session"), row.Text("agent"), row.Text("trace_id"), row.Text("parent_span_id"),
        row.Optional<Guid>("parent_call"), row.Optional<JsonElement>("tags"), row.Text("classification"), row.Value<Guid>("subject"));

    private static CallRequest Request(NpgsqlDataReader row) => new(
        row.Value<string>("endpoint"), row.Value<string>("wire_format"), row.Text("requested_model"), row.Value<bool>("stream"), row.Text("route"),
        row.Text("strategy"), row.Optional<JsonElement>("injected"), row.Value<string>("node"), row.Value<Guid>("boot"),
        row.Value<long>("policy_version"), row.Value<long>("request_bytes"), row.Text("request_digest"));

    private static CallResult Result(NpgsqlDataReader row) => new(
        row.Value<int>("attempts"), row.Optional<int>("http_status"), row.Text("denial_code"), row.Text("failure_reason"),
        row.Text("provider_error_code"), row.Optional<bool>("interrupted"), row.Optional<bool>("client_left"), row.Text("closed_by"),
        row.Text("provider"), row.Text("target_model"), row.Text("response_model"), row.Text("response_id"), row.Text("service_tier"),
        row.Text("upstream_request_id"), row.Optional<JsonElement>("finish_reasons"), row.Optional<long>("response_bytes"),
        row.Text("response_digest"), row.Optional<bool>("sanitised"));

    private static TokenUsage? Tokens(NpgsqlDataReader row) => row.Optional<long>("input_tokens") is not { } input
        ? null
        : new TokenUsage
        {
            Input = input,
            CacheRead = row.Value<long>("cache_read_tokens"),
            CacheWrite5m = row.Value<long>("cache_write_5m_tokens"),
            CacheWrite1h = row.Value<long>("cache_write_1h_tokens"),
            Output = row.Value<long>("output_tokens"),
            Reasoning = row.Value<long>("reasoning_tokens"),
            AudioIn = row.Value<long>("audio_in_tokens"),
            AudioOut = row.Value<long>("audio_out_tokens"),
        };

    private static Cost? Cost(NpgsqlDataReader row) => row.Optional<decimal>("cost_amount") is { } amount
        ? new Cost(amount, row.Value<string>("cost_currency"), row.Value<Guid>("price_list"), row.Value<int>("price_version"))
        : null;

    private static T Value<T>(this NpgsqlDataReader row, string column) => row.GetFieldValue<T>(row.GetOrdinal(column));

    private static string? Text(this NpgsqlDataReader row, string column) =>
        row.GetOrdinal(column) is var i && row.IsDBNull(i) ? null : row.GetString(i);

    private static T? Optional<T>(this NpgsqlDataReader row, string column) where T : struct =>
        row.GetOrdinal(column) is var i && row.IsDBNull(i) ? null : row.GetFieldValue<T>(i);
}
