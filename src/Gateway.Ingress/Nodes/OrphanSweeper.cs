using Gateway.Domain.Calls;
using Gateway.Ingress.Journal;
using Gateway.Projections.Nodes;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Gateway.Ingress.Nodes;

/// <summary>
/// Closes the calls of dead nodes. A node whose lease ran out is fenced first, after which it can admit nothing; its open calls are then
/// found in the call records, again and again, because those follow the events by a moment.
/// </summary>
public sealed class OrphanSweeper(
    NpgsqlDataSource dataSource, IJournal journal, NodeLease lease, IOptions<NodeOptions> options, TimeProvider time, ILogger<OrphanSweeper> logger)
    : BackgroundService
{
    private const string FenceSql =
        $"""
        update {NodeTable.Name} set fenced_at = now() where lease_until < now() and fenced_at is null and boot <> $1 returning boot, name
        """;

    private const string OrphansSql =
        $"""
        select r.id, r.organization, r.started_at, n.name, n.boot from gateway.call_record r join {NodeTable.Name} n on n.boot = r.boot
        where r.status = 'OPEN' and n.fenced_at is not null limit 1000
        """;

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Lease / 5);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await SweepAsync(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                NodeLog.SweepFailed(logger, failure);
            }
        }
    }

    private async Task SweepAsync(CancellationToken cancellation)
    {
        if (!lease.MayJudgeOthers)
            return;

        await FenceAsync(cancellation);
        var closing = new List<Task<SettleResult>>();
        foreach (var (call, organization, end) in await FindOrphansAsync(cancellation))
            closing.Add(journal.SettleAsync(Settlement.Abandoning(call, organization, end)).AsTask());

        var closed = (await Task.WhenAll(closing)).Count(result => result == SettleResult.Recorded);
        if (closed > 0)
            NodeLog.Abandoned(logger, closed);
    }

    private async Task FenceAsync(CancellationToken cancellation)
    {
        await using var command = dataSource.CreateCommand(FenceSql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = lease.Boot });
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            NodeLog.Fenced(logger, reader.GetString(1), reader.GetGuid(0));
    }

    private async Task<List<(Guid Call, string Organization, CallAbandoned End)>> FindOrphansAsync(CancellationToken cancellation)
    {
        var orphans = new List<(Guid, string, CallAbandoned)>();
        await using var command = dataSource.CreateCommand(OrphansSql);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var end = new CallAbandoned(
                ReceivedAt: reader.GetFieldValue<DateTimeOffset>(2),
                CompletedAt: time.GetUtcNow(),
                DeadNode: reader.GetString(3),
                DeadBoot: reader.GetGuid(4),
                ClosedBy: lease.Node);
            orphans.Add((reader.GetGuid(0), reader.GetString(1), end));
        }

        return orphans;
    }
}
