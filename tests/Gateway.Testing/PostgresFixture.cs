using Xunit;

namespace Gateway.Testing;

/// <summary>One PostgreSQL for all the tests of an assembly: <c>[assembly: AssemblyFixture(typeof(PostgresFixture))]</c>. Each test class takes a database of its own from it.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private PostgresCluster? _cluster;

    /// <summary>Shared: a test that stops or kills its server starts a cluster of its own instead.</summary>
    public PostgresCluster Cluster => _cluster ?? throw new InvalidOperationException("The cluster is there between InitializeAsync and DisposeAsync.");

    public async ValueTask InitializeAsync() => _cluster = await PostgresCluster.StartAsync();

    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
            await _cluster.DisposeAsync();
    }
}
