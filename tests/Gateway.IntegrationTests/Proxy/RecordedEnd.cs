using System.Text.Json;
using Gateway.Testing;

namespace Gateway.IntegrationTests.Proxy;

/// <summary>How a call ended.</summary>
/// <param name="Status">The call's status: <c>COMPLETED</c>.</param>
/// <param name="HttpStatus">What the client was given; null: it left before.</param>
/// <param name="Reason">Why it failed or was denied; null: it was not.</param>
/// <param name="Interrupted">Whether the client had been given a part of an answer that failed.</param>
internal sealed record RecordedEnd(string Status, int? HttpStatus, string? Reason = null, bool Interrupted = false)
{
    private const string Query =
        """
        query ($id: ID!) { call(id: $id) {
          status httpStatus denialCode failureReason interrupted providerErrorCode usageState inputTokens outputTokens cost { amount currency }
          requestedModel responseModel targetModel provider attemptCount sanitised tags session agent traceId parentSpanId requestBytes responseBytes
          finishReasons attempts { number provider model status reason httpStatus } } }
        """;

    private static readonly Dictionary<string, string> Statuses = new()
    {
        ["call_completed"] = "COMPLETED",
        ["call_failed"] = "FAILED",
        ["call_aborted"] = "ABORTED",
        ["call_denied"] = "DENIED",
    };

    /// <summary>Reads it from the events, and holds the call record against them.</summary>
    public static async Task<RecordedEnd> ReadAsync(GatewayUnderTest gateway, Guid call)
    {
        var events = await gateway.EndedAsync(call);
        var last = Assert.Single(events, e => e.IsTerminal);
        Assert.Same(events[^1], last);
        Assert.Contains(events[0].Type, (string[])["call_received", "call_denied"]);
        Assert.All(events.Skip(1).SkipLast(1), e => Assert.Equal("attempt_failed", e.Type));
        var told = new RecordedEnd(
            Statuses[last.Type], last["httpStatus"] is { } status ? int.Parse(status) : null, last["reason"] ?? last["code"], last["interrupted"] == "True");

        Assert.Equal(told, Of(await RecordAsync(gateway, call)));
        return told;
    }

    /// <summary>The call record, once the views have the call's end.</summary>
    public static async Task<JsonElement> RecordAsync(GatewayUnderTest gateway, Guid call)
    {
        var data = await Eventually.GetAsync(
            () => gateway.QueryAsync(Query, new { id = call }),
            data => data.GetProperty("call") is { ValueKind: JsonValueKind.Object } record && record.GetProperty("status").GetString() != "OPEN",
            $"the record of call {call}");
        return data.GetProperty("call");
    }

    private static RecordedEnd Of(JsonElement record) => new(
        record.GetProperty("status").GetString()!,
        record.GetProperty("httpStatus") is { ValueKind: JsonValueKind.Number } status ? status.GetInt32() : null,
        record.GetProperty("failureReason").GetString() ?? record.GetProperty("denialCode").GetString(),
        record.GetProperty("interrupted").GetBoolean());
}
