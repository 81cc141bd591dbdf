using Gateway.Projections.Store;
using Npgsql;

namespace Gateway.Projections.Calls;

/// <summary>Where a call's stream stands, with its row locked until the transaction ends.</summary>
/// <param name="Version">The stream's version.</param>
/// <param name="LastEvent">The id of its last event.</param>
/// <param name="HasEnded">Whether that is a terminal one.</param>
public sealed record CallStreamState(long Version, Guid LastEvent, bool HasEnded)
{
    private const string LockSql =
        $"select id from {GatewayStore.Schema}.mt_streams where tenant_id = $1 and id = $2 for update";

    private const string LastEventSql =
        $"""
        select version, id, type from {GatewayStore.Schema}.mt_events
        where tenant_id = $1 and stream_id = $2 order by version desc limit 1
        """;

    /// <summary>Locks and reads a stream; null: there is none.</summary>
    public static async Task<CallStreamState?> LockAsync(NpgsqlConnection connection, string organization, Guid call, CancellationToken cancellation)
    {
        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(Command(LockSql, organization, call));
        batch.BatchCommands.Add(Command(LastEventSql, organization, call));
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.NextResultAsync(cancellation);
        return await reader.ReadAsync(cancellation)
            ? new CallStreamState(reader.GetInt64(0), reader.GetGuid(1), CallEvents.TerminalNames.Contains(reader.GetString(2)))
            : null;
    }

    private static NpgsqlBatchCommand Command(string sql, string organization, Guid call) => new(sql)
    {
        Parameters = { new NpgsqlParameter<string> { TypedValue = organization }, new NpgsqlParameter<Guid> { TypedValue = call } },
    };
}
