using Gateway.Domain.Governance;
using Gateway.Projections.Governance;
using Npgsql;

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

    /// <summary>A snapshot that is not older than a version.</summary>
    public ValueTask<GovernanceSnapshot> AtLeastAsync(long version, CancellationToken cancellation) =>
        Current.Version >= version ? new(Current) : new(LoadAsync(version, cancellation));

    /// <inheritdoc />
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(version: 1, cancellationToken);
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
                await AtLeastAsync(await store.ReadVersionAsync(stoppingToken), stoppingToken);
            }
            catch (Exception failure) when (failure is NpgsqlException or IOException or TimeoutException)
            {
                GovernanceLog.NotRead(logger, failure);
            }
        }
    }

    private async Task<GovernanceSnapshot> LoadAsync(long version, CancellationToken cancellation)
    {
        await _loading.WaitAsync(cancellation);
        try
        {
            if (Current.Version >= version)
                return Current;

            var loaded = await store.LoadAsync(cancellation);
            Volatile.Write(ref _current, loaded);
            GovernanceLog.Loaded(logger, loaded.Version);
            return loaded;
        }
        finally
        {
            _loading.Release();
        }
    }
}
