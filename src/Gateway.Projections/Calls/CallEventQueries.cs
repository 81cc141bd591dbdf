using System.Text.Json;
using Gateway.Projections.Store;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Projections.Calls;

/// <summary>Reads the events of calls straight from the store: the truth, not a view of it.</summary>
public sealed class CallEventQueries(NpgsqlDataSource database)
{
    private const string Sql =
        $"""
        select e.stream_id, e.version, e.seq_id, e.type, e.timestamp, e.data
        from unnest(@organizations, @ids) as call (organization, id)
        join {GatewayStore.Schema}.mt_events as e on e.tenant_id = call.organization and e.stream_id = call.id
        order by e.stream_id, e.version
        """;

    /// <summary>The events of each call, in their order; one statement for all of them.</summary>
    public async Task<ILookup<Guid, StoredCallEvent>> OfAsync(
        IReadOnlyCollection<(string Organization, Guid Id)> calls, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(CallSelection.Texts("organizations", calls.Select(call => call.Organization)));
        command.Parameters.Add(new NpgsqlParameter("ids", NpgsqlDbType.Array | NpgsqlDbType.Uuid) { Value = calls.Select(call => call.Id).ToArray() });
        var events = new List<(Guid Call, StoredCallEvent Event)>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
        {
            events.Add((row.GetGuid(0), new StoredCallEvent(
                (int)row.GetInt64(1), row.GetInt64(2), row.GetString(3), row.GetFieldValue<DateTimeOffset>(4), row.GetFieldValue<JsonElement>(5))));
        }

        return events.ToLookup(e => e.Call, e => e.Event);
    }
}
