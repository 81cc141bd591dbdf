using Npgsql;
using NpgsqlTypes;

namespace Gateway.Projections.Calls;

/// <summary>
/// The statements that select calls by filter and place. One text for every filter, so that each is prepared once; what a filter does not
/// name is null and holds for every call.
/// </summary>
internal static class CallSelection
{
    /// <summary>The newest calls of a stretch, newest first.</summary>
    public static readonly string NewestSql = PageSql("desc");

    /// <summary>The oldest calls of a stretch, oldest first.</summary>
    public static readonly string OldestSql = PageSql("asc");

    public static readonly string CountSql =
        $"select count(*) from {CallRecordTable.QualifiedName} as call where {Visible("call.organization")} and {Matches}";

    /// <summary>
    /// Names the organizations that have calls, skipping through the index from one to the next. Queries go by organization, because the
    /// index does: so a page costs its own size and not the table's.
    /// </summary>
    public const string Organizations =
        $"""
        with recursive organizations (name) as (
            (select organization from {CallRecordTable.QualifiedName} order by organization limit 1)
            union all
            select (select call.organization from {CallRecordTable.QualifiedName} as call
                where call.organization > organizations.name order by call.organization limit 1)
            from organizations where organizations.name is not null)
        """;

    private const string Matches =
        """
        (@status is null or call.status = any(@status))
        and (@model is null or call.requested_model = any(@model))
        and (@provider is null or call.provider = any(@provider))
        and (@team is null or call.team = any(@team))
        and (@project is null or call.project = any(@project))
        and (@key is null or call.key = any(@key))
        and (@session is null or call.session = any(@session))
        and (@agent is null or call.agent = any(@agent))
        and (@trace is null or call.trace_id = any(@trace))
        and call.started_at >= coalesce(@from, '-infinity') and call.started_at < coalesce(@to, 'infinity')
        """;

    public static void Bind(NpgsqlCommand command, CallFilter filter, IReadOnlyCollection<string>? organizations)
    {
        var parameters = command.Parameters;
        parameters.Add(Texts("organizations", organizations));
        parameters.Add(Texts("status", filter.Status?.Select(CallColumns.Stored)));
        parameters.Add(Texts("model", filter.Model));
        parameters.Add(Texts("provider", filter.Provider));
        parameters.Add(Texts("organization", filter.Organization));
        parameters.Add(Texts("team", filter.Team));
        parameters.Add(Texts("project", filter.Project));
        parameters.Add(Texts("key", filter.Key));
        parameters.Add(Texts("session", filter.Session));
        parameters.Add(Texts("agent", filter.Agent));
        parameters.Add(Texts("trace", filter.Trace));
        parameters.Add(Instant("from", filter.From));
        parameters.Add(Instant("to", filter.To));
    }

    public static void Bind(NpgsqlCommand command, CallPageRequest page)
    {
        var parameters = command.Parameters;
        parameters.Add(new NpgsqlParameter<int>("size", page.Size + 1));
        parameters.Add(Instant("after_at", page.After?.StartedAt));
        parameters.Add(new NpgsqlParameter("after_id", NpgsqlDbType.Uuid) { Value = (object?)page.After?.Id ?? DBNull.Value });
        parameters.Add(Instant("before_at", page.Before?.StartedAt));
        parameters.Add(new NpgsqlParameter("before_id", NpgsqlDbType.Uuid) { Value = (object?)page.Before?.Id ?? DBNull.Value });
    }

    public static NpgsqlParameter Texts(string name, IEnumerable<string>? values) =>
        new(name, NpgsqlDbType.Array | NpgsqlDbType.Text) { Value = values is null ? DBNull.Value : values.ToArray() };

    public static NpgsqlParameter Instant(string name, DateTimeOffset? value) =>
        new(name, NpgsqlDbType.TimestampTz) { Value = value is null ? DBNull.Value : value.Value.UtcDateTime };

    private static string Visible(string organization) =>
        $"(@organizations is null or {organization} = any(@organizations)) and (@organization is null or {organization} = any(@organization))";

    private static string PageSql(string direction) =>
        $"""
        {Organizations}
        select {CallRecordReader.Columns}
        from (select name from organizations where name is not null and {Visible("name")}) as visible
        cross join lateral (
            select * from {CallRecordTable.QualifiedName} as call
            where call.organization = visible.name and {Matches}
                and (call.started_at, call.id) < (coalesce(@after_at, 'infinity'), coalesce(@after_id, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))
                and (call.started_at, call.id) > (coalesce(@before_at, '-infinity'), coalesce(@before_id, '00000000-0000-0000-0000-000000000000'))
            order by call.started_at {direction}, call.id {direction}
            limit @size) as call
        order by call.started_at {direction}, call.id {direction}
        limit @size
        """;
}
