using Gateway.Domain.Governance;
using Gateway.Ingress.Governance;
using Gateway.Ingress.Nodes;
using Gateway.Projections.Calls;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Gateway.Ingress.Journal;

/// <summary>
/// One commit of the journal: decide each waiting call, then, in one transaction and one round trip, make sure that the governance decided
/// against is the one in force, begin the streams of those that open, and end the streams of those that end.
/// </summary>
/// <remarks>
/// The statements go out as one batch, which PostgreSQL runs as one transaction and commits at its end (documentation of the frontend/backend
/// protocol, "Pipelining").
/// </remarks>
public sealed class JournalTransaction(
    NpgsqlDataSource dataSource, GovernanceView governance, NodeLease lease, IOptions<AuditOptions> options, TimeProvider time)
{
    private readonly bool _buffered = options.Value.Mode == AuditMode.Buffered;

    /// <summary>Writes a batch. When this throws, any part of it may have been written or not; to try it again does no harm.</summary>
    /// <returns>For each entry what became of it.</returns>
    public async Task<SettleResult[]> CommitAsync(IReadOnlyList<JournalEntry> batch, CancellationToken cancellation)
    {
        var openings = batch.OfType<Opening>().ToList();
        var settlements = batch.OfType<Settlement>().ToList();
        await using var connection = await dataSource.OpenConnectionAsync(cancellation);
        var written = await WriteAsync(connection, openings, settlements, cancellation);

        // What was decided against other governance than the one in force, or under a boot id that was fenced, was not begun: decide again.
        for (var attempt = written; openings.Count > 0 && !attempt.HasOpened;)
        {
            if (attempt.IsFenced)
                await lease.StartAnewAsync(cancellation);
            await governance.FollowAsync(attempt.PolicyVersion, cancellation);
            attempt = await WriteAsync(connection, openings, [], cancellation);
        }

        var results = new SettleResult[batch.Count];
        for (var i = 0; i < results.Length; i++)
        {
            if (batch[i] is Settlement settlement && !written.Ended.Contains(settlement.CallId))
                results[i] = await ResolveAsync(connection, settlement, cancellation);
        }

        return results;
    }

    /// <summary>Whether the database answers.</summary>
    /// <returns>Why it does not; null: it does.</returns>
    public async Task<Exception?> ProbeAsync(CancellationToken cancellation)
    {
        try
        {
            await using var command = dataSource.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellation);
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    private async Task<JournalWrite> WriteAsync(
        NpgsqlConnection connection, List<Opening> openings, List<Settlement> settlements, CancellationToken cancellation)
    {
        await using var batch = connection.CreateBatch();
        var write = new JournalWrite(batch, _buffered);
        if (openings.Count > 0)
            write.Open(Decide(openings, governance.Current), governance.Current.Version, lease.Boot);
        write.End(settlements);
        await write.ExecuteAsync(cancellation);
        return write;
    }

    private List<CallBeginning> Decide(List<Opening> openings, GovernanceSnapshot snapshot)
    {
        var (node, boot, now) = (lease.Node, lease.Boot, time.GetUtcNow());
        var beginnings = new List<CallBeginning>(openings.Count);
        foreach (var opening in openings)
        {
            if (opening.PolicyVersion != snapshot.Version)
                opening.DecideAgain(snapshot);
            beginnings.Add(new CallBeginning(opening.Organization, opening.CallId, CallEventRow.Of(opening.ToEvent(node, boot, now))));
        }

        return beginnings;
    }

    // The rare ones: another node's call, one that another node has closed, one whose commit went through without an answer.
    private static async Task<SettleResult> ResolveAsync(NpgsqlConnection connection, Settlement settlement, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var stream = await CallStreamState.LockAsync(connection, settlement.Organization, settlement.CallId, cancellation);
        if (stream is null)
            return SettleResult.Refused;
        if (stream.HasEnded)
            return stream.LastEvent == settlement.TerminalId ? SettleResult.Recorded : SettleResult.Refused;

        await using var batch = connection.CreateBatch();
        batch.BatchCommands.Add(CallAppend.End([settlement.After(stream.Version)]));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(CallAppend.NotifySql));
        await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return SettleResult.Recorded;
    }
}
