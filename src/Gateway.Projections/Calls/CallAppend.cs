using Gateway.Projections.Governance;
using Gateway.Projections.Nodes;
using Gateway.Projections.Store;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Projections.Calls;

/// <summary>
/// Appends to the streams of many calls with one statement each for their beginnings and for their ends. The rows are the ones that Marten
/// would write (a test holds that it reads them as its own), at about a third of what it costs the server to write them stream by stream;
/// and <c>timestamp</c> is the database's clock for the first event of a stream too. See <c>docs/decisions/0002-group-commit.md</c>.
/// </summary>
public static class CallAppend
{
    private const string EventColumns = "seq_id, id, stream_id, version, data, type, timestamp, tenant_id, mt_dotnet_type, is_archived";

    private const string OpenSql =
        $"""
        with admitting as materialized (
          select where ({GovernanceLock.ReadVersion}) = $7
            and not exists (select from {NodeTable.Name} where boot = $8 and fenced_at is not null)),
        opened as (
          insert into {GatewayStore.Schema}.mt_streams (tenant_id, id, type, version, timestamp, created, is_archived)
          select tenant, call, 'call', 1, now(), now(), false from admitting, unnest($1, $2) as o (tenant, call))
        insert into {GatewayStore.Schema}.mt_events ({EventColumns})
        select nextval('{GatewayStore.Schema}.mt_events_sequence'), id, call, 1, data, type, now(), tenant, dotnet_type, false
        from admitting, unnest($1, $2, $3, $4, $5, $6) as o (tenant, call, id, data, type, dotnet_type)
        """;

    // The update takes the lock on the stream's row and, having it, sees whether the version is still the expected one.
    private const string EndSql =
        $"""
        with ended as (
          update {GatewayStore.Schema}.mt_streams s set version = e.version + e.count, timestamp = now()
          from unnest($1, $2, $3, $4) as e (tenant, call, version, count)
          where s.tenant_id = e.tenant and s.id = e.call and s.version = e.version
          returning s.id)
        insert into {GatewayStore.Schema}.mt_events ({EventColumns})
        select nextval('{GatewayStore.Schema}.mt_events_sequence'), id, call, version, data, type, now(), tenant, dotnet_type, false
        from (
          select e.* from unnest($5, $6, $7, $8, $9, $10, $11) with ordinality as e (tenant, call, version, id, data, type, dotnet_type, ordinal)
          where e.call in (select id from ended) order by e.ordinal) as e
        returning stream_id
        """;

    /// <summary>Wakes whoever follows the events; sent when the transaction commits.</summary>
    public const string NotifySql = "select pg_notify('mt_events_appended', '')";

    /// <summary>
    /// Begins streams, each with its first event, if the governance version is still the given one and the process is not fenced; else none of them.
    /// </summary>
    public static NpgsqlBatchCommand Open(IReadOnlyList<CallBeginning> openings, long policyVersion, Guid boot) => new(OpenSql)
    {
        Parameters =
        {
            Array(openings, NpgsqlDbType.Varchar, opening => opening.Organization),
            Array(openings, NpgsqlDbType.Uuid, opening => opening.Call),
            Array(openings, NpgsqlDbType.Uuid, opening => opening.Event.Id),
            Array(openings, NpgsqlDbType.Jsonb, opening => opening.Event.Data),
            Array(openings, NpgsqlDbType.Varchar, opening => opening.Event.Type),
            Array(openings, NpgsqlDbType.Varchar, opening => opening.Event.DotNetType),
            new NpgsqlParameter<long> { TypedValue = policyVersion },
            new NpgsqlParameter<Guid> { TypedValue = boot },
        },
    };

    /// <summary>
    /// Ends streams: appends the events of each whose version is the expected one, and gives the streams of the appended events, one row for
    /// each event. What is missing was not appended.
    /// </summary>
    public static NpgsqlBatchCommand End(IReadOnlyList<CallEnding> endings)
    {
        var events = endings.SelectMany(ending => ending.Events.Select((row, i) => (ending.Organization, ending.Call, Version: ending.ExpectedVersion + 1 + i, Row: row))).ToList();
        return new NpgsqlBatchCommand(EndSql)
        {
            Parameters =
            {
                Array(endings, NpgsqlDbType.Varchar, ending => ending.Organization),
                Array(endings, NpgsqlDbType.Uuid, ending => ending.Call),
                Array(endings, NpgsqlDbType.Bigint, ending => ending.ExpectedVersion),
                Array(endings, NpgsqlDbType.Bigint, ending => (long)ending.Events.Count),
                Array(events, NpgsqlDbType.Varchar, e => e.Organization),
                Array(events, NpgsqlDbType.Uuid, e => e.Call),
                Array(events, NpgsqlDbType.Bigint, e => e.Version),
                Array(events, NpgsqlDbType.Uuid, e => e.Row.Id),
                Array(events, NpgsqlDbType.Jsonb, e => e.Row.Data),
                Array(events, NpgsqlDbType.Varchar, e => e.Row.Type),
                Array(events, NpgsqlDbType.Varchar, e => e.Row.DotNetType),
            },
        };
    }

    private static NpgsqlParameter<TValue[]> Array<TItem, TValue>(IReadOnlyList<TItem> items, NpgsqlDbType type, Func<TItem, TValue> value)
    {
        var values = new TValue[items.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = value(items[i]);
        return new NpgsqlParameter<TValue[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type };
    }
}

/// <summary>The first event of a call's stream.</summary>
/// <param name="Organization">The organization, which is the tenant.</param>
/// <param name="Call">The call, which is the stream.</param>
/// <param name="Event">The event.</param>
public sealed record CallBeginning(string Organization, Guid Call, CallEventRow Event);

/// <summary>The events that end a call's stream.</summary>
/// <param name="Organization">The organization, which is the tenant.</param>
/// <param name="Call">The call, which is the stream.</param>
/// <param name="ExpectedVersion">The stream's version before them.</param>
/// <param name="Events">In their order.</param>
public sealed record CallEnding(string Organization, Guid Call, long ExpectedVersion, IReadOnlyList<CallEventRow> Events);
