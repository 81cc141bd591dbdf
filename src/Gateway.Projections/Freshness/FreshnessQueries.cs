using Gateway.Projections.Calls;
using Gateway.Projections.Store;
using Npgsql;

namespace Gateway.Projections.Freshness;

/// <summary>Says how fresh the views are. Asked before a view is read, it never claims too much.</summary>
public sealed class FreshnessQueries(NpgsqlDataSource database)
{
    // An event that waits was committed after its timestamp was taken, and clocks step: hence never below 0.
    private const string Sql =
        $"""
        select progress.position,
            (select e.timestamp from {GatewayStore.Schema}.mt_events as e where e.seq_id <= progress.position order by e.seq_id desc limit 1),
            coalesce((select greatest(extract(epoch from clock_timestamp() - e.timestamp) * 1000, 0)::double precision
                from {GatewayStore.Schema}.mt_events as e where e.seq_id > progress.position order by e.seq_id limit 1), 0)
        from (select coalesce((select last_seq_id from {GatewayStore.Schema}.mt_event_progression where name = @shard), 0)) as progress (position)
        """;

    /// <summary>How fresh <c>call_record</c> and <c>usage_hourly</c> are; they are written together.</summary>
    public async Task<ViewFreshness> OfCallsAsync(CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(Sql);
        command.Parameters.Add(new NpgsqlParameter<string>("shard", CallViews.ShardName));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        await row.ReadAsync(cancellation);
        return new ViewFreshness(
            row.GetInt64(0), await row.IsDBNullAsync(1, cancellation) ? null : row.GetFieldValue<DateTimeOffset>(1), row.GetDouble(2));
    }
}
