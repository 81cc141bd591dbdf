using Gateway.Domain.Governance;
using Gateway.Domain.Keys;
using Gateway.Ingress.Governance;
using Gateway.Ingress.Journal;
using Gateway.Ingress.Nodes;
using Gateway.IntegrationTests.Calls;
using Gateway.IntegrationTests.Governance;
using Gateway.Projections.Governance;
using Gateway.Projections.Store;
using Marten;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Gateway.IntegrationTests.Journal;

/// <summary>
/// A node's journal without the rest of the node. It neither renews its lease nor looks after governance by itself, so whatever it knows of other
/// nodes' doings it learned in a transaction.
/// </summary>
internal sealed class JournalNode : IAsyncDisposable
{
    private static readonly string KeyHash = KeySecret.HashOf(GovernanceDatabase.Secret);

    private readonly NpgsqlDataSource _dataSource;
    private readonly GovernanceView _governance;
    private readonly TimeProvider _time;
    private bool _isStarted;

    private JournalNode(NpgsqlDataSource dataSource, IDocumentStore documents, TimeProvider time, NodeOptions node, AuditOptions audit)
    {
        (_dataSource, _time) = (dataSource, time);
        _governance = new GovernanceView(new GovernanceStore(documents, dataSource, time), NullLogger<GovernanceView>.Instance);
        Lease = new NodeLease(dataSource, Options.Create(node), NullLogger<NodeLease>.Instance);
        var options = Options.Create(audit);
        Journal = new CallJournal(new JournalTransaction(dataSource, _governance, Lease, options, time), options, time, NullLogger<CallJournal>.Instance);
    }

    public CallJournal Journal { get; }

    public NodeLease Lease { get; }

    /// <summary>Makes a node whose journal takes entries and, until <see cref="StartAsync"/>, writes none.</summary>
    /// <param name="documents">A store with the tests' organization in it.</param>
    /// <param name="connectionString">How the node reaches the store's database.</param>
    /// <param name="time">The node's clock; default: the machine's.</param>
    /// <param name="maxOpenCalls">Most calls that may be open.</param>
    public static async Task<JournalNode> CreateAsync(IDocumentStore documents, string connectionString, TimeProvider? time = null, int maxOpenCalls = 1000)
    {
        var dataSource = NpgsqlDataSource.Create(GatewayStore.ConnectionString(connectionString));
        var node = new JournalNode(dataSource, documents, time ?? TimeProvider.System, new NodeOptions(), new AuditOptions { MaxOpenCalls = maxOpenCalls });
        await node._governance.FollowAsync(version: 1, CancellationToken.None);
        await node.Lease.StartAnewAsync(CancellationToken.None);
        return node;
    }

    /// <summary>Lets the journal write.</summary>
    public Task StartAsync()
    {
        _isStarted = true;
        return Journal.StartAsync(CancellationToken.None);
    }

    /// <summary>A call by the tests' key, decided against what this node knows of governance.</summary>
    public Opening Ask(string? session = null, Guid? id = null)
    {
        var snapshot = _governance.Current;
        var request = new CallRequest(KeyHash, "gpt-4o");
        var key = snapshot.FindKey(KeyHash);
        var opening = CallSamples.Received(_time.GetUtcNow()) with
        {
            PrincipalId = key?.Id ?? Guid.Empty,
            Session = session,
            PolicyVersion = snapshot.Version,
        };
        return Opening.Asking(id ?? Guid.CreateVersion7(), opening, request, injected: null, snapshot.Decide(request));
    }

    /// <summary>Records a call's beginning, which is to be let through.</summary>
    public async Task<Opening> OpenAsync()
    {
        var opening = Ask();
        Assert.IsType<CallDecision.Admit>(await Journal.OpenAsync(opening));
        return opening;
    }

    /// <summary>Records that a call was answered.</summary>
    public ValueTask<SettleResult> CompleteAsync(Opening opening) => Journal.SettleAsync(Settlement.Of(opening, CallSamples.Completed(_time.GetUtcNow())));

    public async ValueTask DisposeAsync()
    {
        if (_isStarted)
            await Journal.StopAsync(CancellationToken.None);
        Journal.Dispose();
        Lease.Dispose();
        _governance.Dispose();
        await _dataSource.DisposeAsync();
    }
}
