using Npgsql;

namespace Gateway.Projections.Calls;

/// <summary>Reads <c>call_record</c>. <c>organizations</c> are those that the caller may see; null: all of them.</summary>
public sealed class CallQueries(NpgsqlDataSource database)
{
    private static readonly string ById =
        $"""
        select {CallRecordReader.Columns} from {CallRecordTable.QualifiedName} as call
        where call.id = @id and (@organizations is null or call.organization = any(@organizations))
        """;

    /// <summary>One call; null: there is none of that id that the caller may see.</summary>
    public async Task<CallRecord?> FindAsync(Guid id, IReadOnlyCollection<string>? organizations, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(ById);
        command.Parameters.Add(new NpgsqlParameter<Guid>("id", id));
        command.Parameters.Add(CallSelection.Texts("organizations", organizations));
        await using var row = await command.ExecuteReaderAsync(cancellation);
        return await row.ReadAsync(cancellation) ? CallRecordReader.Read(row) : null;
    }

    /// <summary>One page of calls. Calls that begin or end while a caller pages are neither repeated nor make others be left out.</summary>
    public async Task<CallPage> PageAsync(
        CallFilter filter, CallPageRequest page, IReadOnlyCollection<string>? organizations, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(page.Backward ? CallSelection.OldestSql : CallSelection.NewestSql);
        CallSelection.Bind(command, filter, organizations);
        CallSelection.Bind(command, page);
        var calls = new List<CallRecord>();
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        while (await rows.ReadAsync(cancellation))
            calls.Add(CallRecordReader.Read(rows));

        var hasMore = calls.Count > page.Size;
        if (hasMore)
            calls.RemoveAt(page.Size);
        if (page.Backward)
            calls.Reverse();
        return new CallPage(calls, hasMore);
    }

    /// <summary>How many calls the filter means. Reads all of them.</summary>
    public async Task<long> CountAsync(CallFilter filter, IReadOnlyCollection<string>? organizations, CancellationToken cancellation)
    {
        await using var command = database.CreateCommand(CallSelection.CountSql);
        CallSelection.Bind(command, filter, organizations);
        return (long)(await command.ExecuteScalarAsync(cancellation))!;
    }
}
