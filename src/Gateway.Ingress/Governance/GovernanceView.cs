using Gateway.Domain.Governance;
using Gateway.Projections.Governance;

namespace Gateway.Ingress.Governance;

/// <summary>
/// The governance snapshot that this process goes by. It is looked after twice a second; that it can be a moment old is harmless, because
/// the journal asks for the version in force in every transaction.
/// </summary>
public sealed class GovernanceView(GovernanceStore store, ILogger<GovernanceView> logger) : BackgroundService
{
    private static readonly TimeSpan PollingInterval = TimeSpan.FromMilliseconds(500);

    private readonly SemaphoreSlim _loading = new(1);
    private GovernanceSnapshot _current = GovernanceSnapshot.Empty;

    /// <summary>The newest snapshot that was loaded.</summary>
    public GovernanceSnapshot Current => Volatile.Read(ref _current);

    /// <summary>
    /// Sees to it that the snapshot is the one of the version in force. That can be an older version than the snapshot's: a database that was
    /// brought back to an earlier moment, or whose standby took over without its last commits, has lost the newer ones.
    /// </summary>
    public Task FollowAsync(long version, CancellationToken cancellation) =>
        Current.Version == version ? Task.CompletedTask : LoadAsync(version, cancellation);

    /// <inheritdoc />
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await FollowAsync(await store.ReadVersionAsync(cancellationToken), cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(PollingInterval);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await FollowAsync(await store.ReadVersionAsync(stoppingToken), stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                GovernanceLog.NotRead(logger, failure);
            }
        }
    }

    private async Task LoadAsync(long version, CancellationToken cancellation)
    {
        await _loading.WaitAsync(cancellation);
        try
        {
            if (Current.Version == version)
                return;

            var loaded = await store.LoadAsync(cancellation);
            Volatile.Write(ref _current, loaded);
            GovernanceLog.Loaded(logger, loaded.Version);
        }
        finally
        {
            _loading.Release();
        }
    }
}
