using Gateway.Projections.Usage;

namespace Gateway.Projections.Calls;

/// <summary>
/// The one statement that writes a page: opens and ends calls in <c>call_record</c> and adds those that end to <c>usage_hourly</c>.
/// One statement, so that what was added up is exactly what was written.
/// </summary>
internal static class CallPageStatement
{
    /// <summary>Goes before the arrays, one for each of <see cref="CallColumns.All"/> and one that says whether the row is new.</summary>
    public const string Head = "with page as (select * from unnest(";

    private static readonly IReadOnlyList<CallColumn> Outcome = [.. CallColumns.All.Where(c => c.Kind == CallColumnKind.Outcome)];

    // What the rollup needs of a row, whether it was inserted or updated.
    private static readonly string[] Carried =
    [
        "organization", "started_at", "team", "project", "key", "provider", "requested_model", "status", "usage_state", "cost_amount",
        .. UsageMeasure.All.Select(m => m.Name).Where(name => name.EndsWith("_tokens", StringComparison.Ordinal)),
    ];

    // "completed_at is null" and not "status = 'OPEN'", which says the same: by that the planner would walk the index of open calls for
    // every row of the page in place of the primary key.

    /// <summary>Goes after the arrays. Answers with the number of rows written.</summary>
    public static readonly string Tail =
        $"""
        ) as page ({Names(CallColumns.All)}, opened)),
        inserted as (
            insert into {CallRecordTable.QualifiedName} ({Names(CallColumns.All)})
            select {Names(CallColumns.All)} from page where opened
            returning {string.Join(", ", Carried)}),
        updated as (
            update {CallRecordTable.QualifiedName} as call
            set {string.Join(", ", Outcome.Select(Assignment))}
            from page
            where call.id = page.id and not page.opened and call.completed_at is null
            returning {string.Join(", ", Carried.Select(name => "call." + name))}),
        rolled as (
            insert into {UsageHourlyTable.QualifiedName} as usage ({string.Join(", ", UsageHourlyTable.Key)}, {Measures(m => m.Name)})
            select organization, date_trunc('hour', started_at, 'UTC'), team, project, key, provider, requested_model, {Measures(m => m.Sum)}
            from (select * from inserted union all select * from updated) as written
            where status <> 'OPEN'
            group by 1, 2, 3, 4, 5, 6, 7
            on conflict ({string.Join(", ", UsageHourlyTable.Key)})
            do update set {Measures(m => $"{m.Name} = usage.{m.Name} + excluded.{m.Name}")})
        select (select count(*) from inserted) + (select count(*) from updated)
        """;

    // A terminal event knows the number of its attempt, save those that say nothing of attempts: the earlier count stands then.
    private static string Assignment(CallColumn column) => column.Name switch
    {
        "attempts" => "attempts = greatest(call.attempts, page.attempts)",
        "sanitised" => "sanitised = coalesce(page.sanitised, call.sanitised)",
        var name => $"{name} = page.{name}",
    };

    private static string Names(IEnumerable<CallColumn> columns) => string.Join(", ", columns.Select(c => c.Name));

    private static string Measures(Func<UsageMeasure, string> part) => string.Join(", ", UsageMeasure.All.Select(part));
}
