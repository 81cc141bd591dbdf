using Gateway.Domain.Calls;
using Gateway.Projections.Calls;
using Npgsql;
using NpgsqlTypes;

namespace Gateway.Projections.Usage;

/// <summary>
/// Reads <c>usage_hourly</c>, and <c>call_record</c> for the parts of an hour that a range begins or ends with.
/// <c>organizations</c> are those that the caller may see; null: all of them.
/// </summary>
public sealed class UsageQueries(NpgsqlDataSource database)
{
    /// <summary>The most rows that a report holds.</summary>
    public const int MaxRows = 10_000;

    private static readonly UsageDimension[] Dimensions = Enum.GetValues<UsageDimension>();

    // The same rows as the rollup's, made on the spot.
    private static readonly string Edges =
        $"""
        select call.organization, date_trunc('hour', call.started_at, 'UTC'), call.team, call.project, call.key, call.provider, call.requested_model,
            {string.Join(", ", UsageMeasure.All.Select(m => m.Sum))}
        from organizations
        cross join unnest(@edge_from, @edge_to) as edge (low, high)
        join {CallRecordTable.QualifiedName} as call
            on call.organization = organizations.name and call.started_at >= edge.low and call.started_at < edge.high
        where status <> 'OPEN' and (@organizations is null or organizations.name = any(@organizations))
        group by 1, 2, 3, 4, 5, 6, 7
        """;

    /// <summary>Usage by what the request tells apart; null: more than <see cref="MaxRows"/> rows.</summary>
    public async Task<UsageReport?> ReportAsync(UsageRequest request, IReadOnlyCollection<string>? organizations, CancellationToken cancellation)
    {
        var groups = Dimensions.Where(request.GroupBy.Contains).ToArray();
        await using var command = database.CreateCommand(Sql(groups, request.Grain));
        Bind(command, request, organizations);

        var rows = new List<UsageRow>();
        await using var row = await command.ExecuteReaderAsync(cancellation);
        while (await row.ReadAsync(cancellation))
            rows.Add(Read(row, groups));
        return rows.Count > MaxRows ? null : new UsageReport(rows, rows.Aggregate(UsageFigures.None, (sum, r) => sum.Add(r.Figures)));
    }

    private static void Bind(NpgsqlCommand command, UsageRequest request, IReadOnlyCollection<string>? organizations)
    {
        var (first, last) = (Hour(request.From.AddHours(1).AddTicks(-1)), Hour(request.To));
        (DateTimeOffset Low, DateTimeOffset High)[] edges =
            first > last ? [(request.From, request.To)] : [(request.From, first), (last, request.To)];
        edges = [.. edges.Where(edge => edge.Low < edge.High)];

        command.Parameters.Add(CallSelection.Texts("organizations", organizations));
        command.Parameters.Add(CallSelection.Instant("first", first));
        command.Parameters.Add(CallSelection.Instant("last", last));
        command.Parameters.Add(Instants("edge_from", edges.Select(edge => edge.Low)));
        command.Parameters.Add(Instants("edge_to", edges.Select(edge => edge.High)));
    }

    private static NpgsqlParameter Instants(string name, IEnumerable<DateTimeOffset> values) =>
        new(name, NpgsqlDbType.Array | NpgsqlDbType.TimestampTz) { Value = values.Select(value => value.UtcDateTime).ToArray() };

    private static DateTimeOffset Hour(DateTimeOffset instant) => new(instant.UtcTicks - (instant.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero);

    // Only names of ours enter the text: dimensions, measures and the grain.
    private static string Sql(UsageDimension[] groups, UsageGrain? grain)
    {
        var stretch = grain is null ? "null::timestamptz" : $"date_trunc('{grain.ToString()!.ToLowerInvariant()}', hour, 'UTC')";
        string[] keys = [stretch, .. groups.Select(Column)];
        var places = string.Join(", ", Enumerable.Range(1, keys.Length));
        var sums = UsageMeasure.All.Select(m => m.SqlType == "numeric" ? $"sum({m.Name})" : $"sum({m.Name})::bigint");
        var columns = string.Join(", ", [.. UsageHourlyTable.Key, .. UsageMeasure.All.Select(m => m.Name)]);
        return $"""
            {CallSelection.Organizations},
            edges ({columns}) as ({Edges})
            select {string.Join(", ", keys)}, {string.Join(", ", sums)}
            from (
                select {columns} from {UsageHourlyTable.QualifiedName}
                where (@organizations is null or organization = any(@organizations)) and hour >= @first and hour < @last
                union all
                select {columns} from edges) as usage
            group by {places}
            order by {places}
            limit {MaxRows + 1}
            """;
    }

    private static string Column(UsageDimension dimension) => dimension.ToString().ToLowerInvariant();

    private static UsageRow Read(NpgsqlDataReader row, UsageDimension[] groups)
    {
        var dimensions = groups.Index().ToDictionary(group => group.Item, group => row.IsDBNull(group.Index + 1) ? null : row.GetString(group.Index + 1));
        var first = groups.Length + 1;
        var measures = UsageMeasure.All.Index().ToDictionary(m => m.Item.Name, m => first + m.Index);
        long Figure(string name) => row.GetInt64(measures[name]);
        return new UsageRow(
            row.IsDBNull(0) ? null : row.GetFieldValue<DateTimeOffset>(0),
            dimensions,
            new UsageFigures(
                Figure("requests"), Figure("denied"), Figure("failed"), Figure("aborted"), Figure("abandoned"), Figure("unpriced"), Figure("estimated"),
                new TokenUsage
                {
                    Input = Figure("input_tokens"),
                    CacheRead = Figure("cache_read_tokens"),
                    CacheWrite5m = Figure("cache_write_5m_tokens"),
                    CacheWrite1h = Figure("cache_write_1h_tokens"),
                    Output = Figure("output_tokens"),
                    Reasoning = Figure("reasoning_tokens"),
                    AudioIn = Figure("audio_in_tokens"),
                    AudioOut = Figure("audio_out_tokens"),
                },
                row.GetDecimal(measures["cost"])));
    }
}
