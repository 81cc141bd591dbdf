using Gateway.Projections.Calls;
using Gateway.Projections.Governance;
using Gateway.Projections.Nodes;
using Npgsql;

namespace Gateway.Ingress.Journal;

/// <summary>The statements of one commit of the journal, and what the database answered.</summary>
internal sealed class JournalWrite
{
    private const string StateSql =
        $"""
        select ({GovernanceLock.ReadVersion}), exists (select from {NodeTable.Name} where boot = $1 and fenced_at is not null)
        """;

    // As `set local` does, which is not allowed in a batch that is its own transaction.
    private const string BufferedSql = "select set_config('synchronous_commit', 'off', true)";

    private readonly NpgsqlBatch _batch;
    private readonly HashSet<Guid> _ended = [];
    private int _stateResult = -1;
    private int _endResult = -1;
    private int _results;
    private long _decidedVersion;

    public JournalWrite(NpgsqlBatch batch, bool buffered)
    {
        _batch = batch;
        if (buffered)
            Add(new NpgsqlBatchCommand(BufferedSql), givesRows: true);
    }

    /// <summary>The governance version in force.</summary>
    public long PolicyVersion { get; private set; }

    /// <summary>Whether another node declared this process dead.</summary>
    public bool IsFenced { get; private set; }

    /// <summary>Whether the calls were begun: what they were decided against was in force.</summary>
    public bool HasOpened => PolicyVersion == _decidedVersion && !IsFenced;

    /// <summary>The calls that were ended.</summary>
    public IReadOnlySet<Guid> Ended => _ended;

    /// <summary>
    /// Begins calls if the governance that they were decided against is in force and <paramref name="boot"/> is not fenced. Whoever changes the
    /// one waits until this is committed, so that no call is admitted after a change that was committed.
    /// </summary>
    public void Open(IReadOnlyList<CallBeginning> beginnings, long policyVersion, Guid boot)
    {
        _decidedVersion = policyVersion;

        // A statement sees what was committed before it began: the lock has to be held by an earlier one than the reading.
        Add(new NpgsqlBatchCommand(GovernanceLock.TakeShared), givesRows: true);
        _stateResult = Add(new NpgsqlBatchCommand(StateSql) { Parameters = { new NpgsqlParameter<Guid> { TypedValue = boot } } }, givesRows: true);
        Add(CallAppend.Open(beginnings, policyVersion, boot), givesRows: false);
    }

    /// <summary>Ends calls that this process began.</summary>
    public void End(IReadOnlyList<Settlement> settlements)
    {
        var endings = settlements.Where(settlement => settlement.Opening is not null).Select(settlement => settlement.After(version: 1)).ToList();
        if (endings.Count > 0)
            _endResult = Add(CallAppend.End(endings), givesRows: true);
    }

    /// <summary>Runs the statements as one transaction.</summary>
    public async Task ExecuteAsync(CancellationToken cancellation)
    {
        Add(new NpgsqlBatchCommand(CallAppend.NotifySql), givesRows: true);
        await using var reader = await _batch.ExecuteReaderAsync(cancellation);
        for (var result = 0; result < _results; result++)
        {
            while (await reader.ReadAsync(cancellation))
                Read(reader, result);
            await reader.NextResultAsync(cancellation);
        }
    }

    private void Read(NpgsqlDataReader reader, int result)
    {
        if (result == _endResult)
        {
            _ended.Add(reader.GetGuid(0));
        }
        else if (result == _stateResult)
        {
            PolicyVersion = reader.GetInt64(0);
            IsFenced = reader.GetBoolean(1);
        }
    }

    // The reader passes over statements that give no rows.
    private int Add(NpgsqlBatchCommand command, bool givesRows)
    {
        _batch.BatchCommands.Add(command);
        return givesRows ? _results++ : -1;
    }
}
