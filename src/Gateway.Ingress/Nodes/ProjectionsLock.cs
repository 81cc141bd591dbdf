using Microsoft.Extensions.Options;
using Npgsql;

namespace Gateway.Ingress.Nodes;

/// <summary>
/// Keeps two processes from running the projections of one database without knowing of each other. Who has them to itself holds an advisory lock
/// exclusively, who shares them with others holds it shared. PostgreSQL holds the lock for a session: it is free the moment the process dies.
/// </summary>
internal sealed class ProjectionsLock(NpgsqlDataSource dataSource, IOptions<GatewayOptions> options, TimeProvider time, ILogger<ProjectionsLock> logger)
    : BackgroundService
{
    // "project" in ASCII.
    private const string TakeSql = "select pg_try_advisory_lock(31651020243559284)";
    private const string TakeSharedSql = "select pg_try_advisory_lock_shared(31651020243559284)";
    private const string StillThereSql = "select true";

    // The pool resets nothing of a session.
    private const string LetGoSql = "select pg_advisory_unlock_all()";

    // A machine that vanishes says no farewell: without these its lock would be held for as long as the system's keepalive, which is two hours.
    private const string KeepAliveSql =
        "select set_config('tcp_keepalives_idle', '5', false), set_config('tcp_keepalives_interval', '2', false), set_config('tcp_keepalives_count', '3', false)";

    // As long as PostgreSQL needs to notice that, and a process to end that is being replaced.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan RetryInterval = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan CheckInterval = TimeSpan.FromSeconds(1);

    private NpgsqlConnection? _holder;

    /// <summary>Takes the lock; waits a while for who holds it.</summary>
    /// <returns>Whether it is held now.</returns>
    public async Task<bool> TakeAsync(CancellationToken cancellation)
    {
        for (var started = time.GetTimestamp(); ;)
        {
            if (await TryTakeAsync(cancellation))
                return true;
            if (time.GetElapsedTime(started) > Patience)
                return false;
            await Task.Delay(RetryInterval, time, cancellation);
        }
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await LetGoAsync();
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(CheckInterval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (!await IsHeldAsync(stoppingToken) && !await TryTakeAsync(stoppingToken))
                    NodeLog.ProjectionsShared(logger);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                NodeLog.ProjectionsLockLost(logger, failure);
                await LetGoAsync();
            }
        }
    }

    private async Task<bool> TryTakeAsync(CancellationToken cancellation)
    {
        await LetGoAsync();
        NpgsqlConnection? connection = await dataSource.OpenConnectionAsync(cancellation);
        try
        {
            await using (var keepAlive = new NpgsqlCommand(KeepAliveSql, connection))
                await keepAlive.ExecuteNonQueryAsync(cancellation);
            await using var take = new NpgsqlCommand(options.Value.Clustered ? TakeSharedSql : TakeSql, connection);
            if (await take.ExecuteScalarAsync(cancellation) is true)
                (_holder, connection) = (connection, null);
            return _holder is not null;
        }
        finally
        {
            if (connection is not null)
                await connection.DisposeAsync();
        }
    }

    private async Task<bool> IsHeldAsync(CancellationToken cancellation)
    {
        if (_holder is null)
            return false;
        await using var command = new NpgsqlCommand(StillThereSql, _holder);
        return await command.ExecuteScalarAsync(cancellation) is true;
    }

    private async ValueTask LetGoAsync()
    {
        if (_holder is not { } holder)
            return;
        _holder = null;
        await using (holder)
        {
            try
            {
                await using var command = new NpgsqlCommand(LetGoSql, holder);
                await command.ExecuteNonQueryAsync(CancellationToken.None);
            }
            catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException)
            {
                // The session is gone, or closed already, and its locks with it.
            }
        }
    }
}
