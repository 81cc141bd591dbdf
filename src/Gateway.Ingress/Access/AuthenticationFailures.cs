using System.Collections.Concurrent;
using Gateway.Domain.Access;
using Gateway.Domain.Content;
using Gateway.Ingress.Nodes;
using Gateway.Projections.Content;
using JasperFx;
using Marten;

namespace Gateway.Ingress.Access;

/// <summary>
/// Counts refused credentials by prefix and address, and records each pair at most once a minute. A flood costs memory for a bounded number of
/// pairs and one event for each; what comes on top is counted by the metric only.
/// </summary>
internal sealed class AuthenticationFailures(IDocumentStore store, SubjectKeys subjects, NodeLease lease, TimeProvider time, ILogger<AuthenticationFailures> logger)
    : BackgroundService
{
    private const int MaxPairs = 10_000;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    private ConcurrentDictionary<(string? Prefix, string? Address), Tally> _tallies = new();

    /// <summary>A request was refused.</summary>
    /// <param name="prefix">The first characters of what was presented; null: nothing was.</param>
    /// <param name="address">Where it came from.</param>
    public void Count(string? prefix, string? address)
    {
        IngressTelemetry.AuthenticationFailed();
        var tallies = Volatile.Read(ref _tallies);
        if (tallies.TryGetValue((prefix, address), out var tally) || (tallies.Count < MaxPairs && tallies.TryAdd((prefix, address), tally = new Tally())))
            tally.Add(time.GetUtcNow());
    }

    /// <summary>Records what is left.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await RecordAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            await RecordAsync(stoppingToken);
    }

    private async Task RecordAsync(CancellationToken cancellation)
    {
        var tallies = Interlocked.Exchange(ref _tallies, new());
        if (tallies.IsEmpty)
            return;

        try
        {
            var subject = await subjects.GetAsync(StorageConstants.DefaultTenantId, endUser: null, cancellation);
            await using var session = store.LightweightSession();
            foreach (var ((prefix, address), tally) in tallies)
                session.Events.Append(Guid.CreateVersion7(), tally.ToEvent(lease.Node, prefix, subject, address));
            await session.SaveChangesAsync(cancellation);
        }
        catch (Exception failure) when (!cancellation.IsCancellationRequested)
        {
            AccessLog.FailuresNotRecorded(logger, failure, tallies.Values.Sum(tally => tally.Total));
        }
    }

    private sealed class Tally
    {
        private readonly Lock _lock = new();
        private DateTimeOffset _first;
        private DateTimeOffset _last;

        public long Total { get; private set; }

        public void Add(DateTimeOffset now)
        {
            lock (_lock)
            {
                if (Total++ == 0)
                    _first = now;
                _last = now;
            }
        }

        public AuthenticationFailed ToEvent(string node, string? prefix, SubjectKey subject, string? address)
        {
            lock (_lock)
                return new AuthenticationFailed(node, prefix, Total, _first, _last, subject.Id, subject.Seal(new PersonalValues(address, null, null)));
        }
    }
}
