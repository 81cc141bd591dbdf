using System.Diagnostics;
using System.Runtime.CompilerServices;
using Gateway.Projections.Nodes;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Gateway.Ingress.Nodes;

/// <summary>This process' lease, renewed three times in its length. Once it is fenced it starts anew under another boot id.</summary>
public sealed class NodeLease(NpgsqlDataSource dataSource, IOptions<NodeOptions> options, ILogger<NodeLease> logger) : BackgroundService
{
    private const string RegisterSql =
        $"insert into {NodeTable.Name} (boot, name, started_at, lease_until) values ($1, $2, now(), now() + $3)";

    private const string RenewSql =
        $"update {NodeTable.Name} set lease_until = now() + $2 where boot = $1 and fenced_at is null";

    // The process knows that it ends: others need not wait for its lease to run out.
    private const string EndSql = $"update {NodeTable.Name} set lease_until = now() where boot = $1";

    private readonly NodeOptions _options = options.Value;
    private StrongBox<Guid> _boot = new(Guid.Empty);
    private long _unbrokenSince;

    /// <summary>The node's name.</summary>
    public string Node => _options.Name;

    /// <summary>The id under which calls are admitted now.</summary>
    public Guid Boot => Volatile.Read(ref _boot).Value;

    /// <summary>
    /// Whether this node has reached the database for long enough that every living node has had the time to renew its lease: before that, an
    /// expired lease may only mean that the database was away.
    /// </summary>
    public bool MayJudgeOthers => Stopwatch.GetElapsedTime(Volatile.Read(ref _unbrokenSince)) >= _options.Lease / 2;

    /// <summary>Registers the process under a new boot id.</summary>
    public async Task StartAnewAsync(CancellationToken cancellation)
    {
        var boot = Guid.CreateVersion7();
        await using var command = dataSource.CreateCommand(RegisterSql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = boot });
        command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = _options.Name });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = _options.Lease });
        await command.ExecuteNonQueryAsync(cancellation);

        NodeLog.Started(logger, _options.Name, boot);
        Volatile.Write(ref _boot, new StrongBox<Guid>(boot));
        Volatile.Write(ref _unbrokenSince, Stopwatch.GetTimestamp());
    }

    /// <inheritdoc />
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await StartAnewAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await TryAsync(EndAsync, cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(_options.Lease / 3);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await TryAsync(RenewAsync, stoppingToken);
    }

    private async Task RenewAsync(CancellationToken cancellation)
    {
        await using var command = dataSource.CreateCommand(RenewSql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Boot });
        command.Parameters.Add(new NpgsqlParameter<TimeSpan> { TypedValue = _options.Lease });
        if (await command.ExecuteNonQueryAsync(cancellation) == 0)
            await StartAnewAsync(cancellation);
    }

    private async Task EndAsync(CancellationToken cancellation)
    {
        await using var command = dataSource.CreateCommand(EndSql);
        command.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = Boot });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    private async Task TryAsync(Func<CancellationToken, Task> action, CancellationToken cancellation)
    {
        try
        {
            await action(cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            Volatile.Write(ref _unbrokenSince, Stopwatch.GetTimestamp());
            NodeLog.LeaseNotWritten(logger, failure, Boot);
        }
    }
}
