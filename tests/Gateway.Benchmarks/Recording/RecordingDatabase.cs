using System.Text;
using Gateway.Benchmarks.Processes;
using Gateway.Domain.Governance;
using Gateway.Ingress.Governance;
using Gateway.Ingress.Journal;
using Gateway.Ingress.Nodes;
using Gateway.Projections.Governance;
using Gateway.Projections.Store;
using Marten;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Gateway.Benchmarks.Recording;

/// <summary>A cluster with the gateway's schema and the harness' organization, and what records calls in it.</summary>
internal sealed class RecordingDatabase : IAsyncDisposable
{
    private readonly NpgsqlDataSource _dataSource;
    private readonly DocumentStore _documents;
    private readonly GovernanceView _governance;
    private readonly NodeLease _lease;

    private RecordingDatabase(Cluster cluster)
    {
        Cluster = cluster;
        _dataSource = NpgsqlDataSource.Create(GatewayStore.ConnectionString(cluster.ConnectionString));
        _documents = DocumentStore.For(options => GatewayStore.Configure(options, _dataSource));
        _governance = new GovernanceView(new GovernanceStore(_documents, _dataSource, TimeProvider.System), NullLogger<GovernanceView>.Instance);
        _lease = new NodeLease(_dataSource, Options.Create(new NodeOptions()), NullLogger<NodeLease>.Instance);
    }

    /// <summary>The cluster.</summary>
    public Cluster Cluster { get; }

    /// <summary>What calls are decided against.</summary>
    public GovernanceSnapshot Snapshot => _governance.Current;

    /// <summary>Starts a cluster and prepares it.</summary>
    public static async Task<RecordingDatabase> StartAsync(CancellationToken cancellation)
    {
        var database = new RecordingDatabase(await Cluster.StartAsync(PostgresBinaries.Find(), cancellation));
        try
        {
            await database._documents.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
            var reading = DeclarationReader.Read(Encoding.UTF8.GetBytes(GatewayConfiguration.For(upstreamPort: 1)), DeclarationSources.Config, _ => GatewayProcess.Key);
            var governance = new GovernanceStore(database._documents, database._dataSource, TimeProvider.System);
            var applied = await governance.ApplyAsync(reading.Declaration!, "benchmark", cancellation);
            await database._governance.FollowAsync(applied.Version, cancellation);
            await database._lease.StartAnewAsync(cancellation);
            return database;
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Marten's own way.</summary>
    public IRecorder Marten() => new MartenRecorder(_documents, _lease.Boot);

    /// <summary>The journal's way.</summary>
    public IRecorder Journal(AuditMode mode) =>
        new JournalRecorder(
            new JournalTransaction(_dataSource, _governance, _lease, Options.Create(new AuditOptions { Mode = mode }), TimeProvider.System),
            $"journal, {mode}");

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _lease.Dispose();
        _governance.Dispose();
        await _documents.DisposeAsync();
        await _dataSource.DisposeAsync();
        await Cluster.DisposeAsync();
    }
}
