using System.Data;
using Gateway.Domain.Governance;
using Gateway.Domain.Keys;
using Gateway.Domain.Organizations;
using Gateway.Domain.Pricing;
using Gateway.Domain.Routing;
using Marten;
using Marten.Services;
using Npgsql;

namespace Gateway.Projections.Governance;

/// <summary>Reads the control plane and applies declarations to it.</summary>
public sealed class GovernanceStore(IDocumentStore store, NpgsqlDataSource dataSource, TimeProvider time)
{
    /// <summary>The control plane at its latest version, compiled for the way of a call.</summary>
    public async Task<GovernanceSnapshot> LoadAsync(CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);

        // One transaction, one moment: the version and what it is the version of.
        await using var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, ct);
        await using var session = store.LightweightSession(SessionOptions.ForTransaction(transaction));
        var version = await ReadAsync(GovernanceLock.ReadVersion, transaction, ct);
        return new GovernanceSnapshot(
            version,
            await session.Query<VirtualKey>().Where(key => key.AnyTenant() && key.Status == VirtualKeyStatus.Active).ToListAsync(ct),
            await ReadAllAsync<Provider>(session, ct),
            await ReadAllAsync<Route>(session, ct),
            await ReadAllAsync<PriceList>(session, ct));
    }

    /// <summary>The latest version; 0: nothing was ever declared.</summary>
    public async Task<long> ReadVersionAsync(CancellationToken ct)
    {
        await using var command = dataSource.CreateCommand(GovernanceLock.ReadVersion);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>
    /// Appends the events that make the control plane what is declared, all in one transaction, or none. Declarations applied at the same
    /// time, on whatever node, come one after the other.
    /// </summary>
    /// <param name="declaration">What is to be.</param>
    /// <param name="actor">Who does it; stands in the events.</param>
    /// <param name="ct">Before the commit: nothing is applied.</param>
    public async Task<AppliedConfiguration> ApplyAsync(Declaration declaration, string actor, CancellationToken ct)
    {
        await using var connection = await dataSource.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var session = store.LightweightSession(SessionOptions.ForTransaction(transaction));
        await ExecuteAsync(GovernanceLock.TakeExclusive, transaction, ct);

        var state = await ReadControlPlaneAsync(session, ct);
        var diff = ConfigurationDiff.Between(state, declaration, Guid.CreateVersion7, actor, time.GetUtcNow());
        if (diff.Refusals.Count > 0 || diff.Changes.Count == 0)
            return new AppliedConfiguration(await ReadAsync(GovernanceLock.ReadVersion, transaction, ct), 0, diff.Refusals);

        foreach (var change in diff.Changes)
            Append(session, change);
        await session.SaveChangesAsync(ct);
        var version = await ReadAsync(GovernanceLock.RaiseVersion, transaction, ct);
        await transaction.CommitAsync(ct);
        return new AppliedConfiguration(version, diff.Changes.Sum(change => change.Events.Count), []);
    }

    private static void Append(IDocumentSession session, StreamChange change)
    {
        var events = change.Organization is { } organization ? session.ForTenant(organization).Events : session.Events;

        // A new stream too: StartStream would write this machine's clock into the events, Append writes the database's.
        events.Append(change.Stream, change.Events);
    }

    private static async Task<ControlPlane> ReadControlPlaneAsync(IQuerySession session, CancellationToken ct) => new()
    {
        Organizations = await ReadAllAsync<Organization>(session, ct),
        Teams = await ReadAllAsync<Team>(session, ct),
        Projects = await ReadAllAsync<Project>(session, ct),
        Keys = await ReadAllAsync<VirtualKey>(session, ct),
        Providers = await ReadAllAsync<Provider>(session, ct),
        Routes = await ReadAllAsync<Route>(session, ct),
        PriceLists = await ReadAllAsync<PriceList>(session, ct),
    };

    private static Task<IReadOnlyList<T>> ReadAllAsync<T>(IQuerySession session, CancellationToken ct)
        where T : class =>
        session.Query<T>().Where(state => state.AnyTenant()).ToListAsync(ct);

    private static async Task<long> ReadAsync(string sql, NpgsqlTransaction transaction, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, transaction.Connection, transaction);
        return (long)(await command.ExecuteScalarAsync(ct))!;
    }

    private static async Task ExecuteAsync(string sql, NpgsqlTransaction transaction, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, transaction.Connection, transaction);
        await command.ExecuteNonQueryAsync(ct);
    }
}
