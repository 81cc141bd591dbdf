using Gateway.Domain.Calls;
using Gateway.Domain.Governance;
using Gateway.Domain.Keys;
using Gateway.Projections.Governance;
using Gateway.Testing;
using Npgsql;

namespace Gateway.IntegrationTests.Governance;

public sealed class GovernanceStoreTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly CallRequest Request = new(KeySecret.HashOf(GovernanceDatabase.Secret), "gpt-4o");

    private GovernanceDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await GovernanceDatabase.CreateAsync(postgres);

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task an_empty_store_has_version_zero_and_lets_nobody_in()
    {
        var snapshot = await _database.Governance.LoadAsync(CancellationToken.None);

        Assert.Equal(0, snapshot.Version);
        Assert.IsType<CallDecision.Deny>(snapshot.Decide(Request));
    }

    [Fact]
    public async Task a_declaration_that_was_applied_decides_and_prices_calls()
    {
        await _database.ApplyAsync(GovernanceDatabase.Declare());

        var snapshot = await _database.Governance.LoadAsync(CancellationToken.None);

        var admitted = Assert.IsType<CallDecision.Admit>(snapshot.Decide(Request));
        Assert.Equal("https://api.openai.com/v1", admitted.Targets.Single().Provider.BaseUrl);
        var price = snapshot.FindPrice("acme", "openai", "gpt-4o", DateTimeOffset.UtcNow)!;
        Assert.Equal(0.000_505m, price.CostOf(new TokenUsage { Input = 100, CacheRead = 4, Output = 25 }).Amount);
    }

    [Fact]
    public async Task applying_a_declaration_twice_appends_nothing_the_second_time()
    {
        var first = await _database.ApplyAsync(GovernanceDatabase.Declare());
        var second = await _database.ApplyAsync(GovernanceDatabase.Declare());

        Assert.Equal((1, 8), (first.Version, first.Events));
        Assert.Equal((1, 0), (second.Version, second.Events));
        Assert.Equal(["8"], await _database.QueryAsync("select count(*) from gateway.mt_events"));
    }

    [Fact]
    public async Task appliers_at_once_end_with_one_set()
    {
        var applied = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => _database.ApplyAsync(GovernanceDatabase.Declare())));

        Assert.Equal(8, applied.Sum(result => result.Events));
        Assert.All(applied, result => Assert.Equal(1, result.Version));
        Assert.Equal(["7"], await _database.QueryAsync("select count(*) from gateway.mt_streams"));
    }

    [Fact]
    public async Task a_revocation_raises_the_version_and_ends_the_keys_admissions()
    {
        await _database.ApplyAsync(GovernanceDatabase.Declare());

        var applied = await _database.ApplyAsync(GovernanceDatabase.Declare() with { Keys = [] });

        Assert.Equal(2, applied.Version);
        Assert.Equal(2, await _database.Governance.ReadVersionAsync(CancellationToken.None));
        var snapshot = await _database.Governance.LoadAsync(CancellationToken.None);
        Assert.Equal(2, snapshot.Version);
        Assert.IsType<CallDecision.Deny>(snapshot.Decide(Request));
    }

    [Fact]
    public async Task a_refused_declaration_leaves_everything_as_it_was()
    {
        await _database.ApplyAsync(GovernanceDatabase.Declare());
        var before = await _database.DumpAsync();

        var applied = await _database.ApplyAsync(
            GovernanceDatabase.Declare(GovernanceDatabase.Json.Replace("\"2.50\"", "\"2.60\"", StringComparison.Ordinal)) with { Keys = [] });

        Assert.Equal("price_in_force", Assert.Single(applied.Refusals).Code);
        Assert.Equal(1, applied.Version);
        Assert.Equal(before, await _database.DumpAsync());
    }

    [Fact]
    public async Task a_change_waits_for_the_admissions_in_flight()
    {
        await using var admission = await _database.DataSource.OpenConnectionAsync();
        await using var transaction = await admission.BeginTransactionAsync();
        await ExecuteAsync(GovernanceLock.TakeShared, transaction);

        var change = _database.ApplyAsync(GovernanceDatabase.Declare());
        await WaitForBlockedLockAsync();
        Assert.Equal(0L, await ExecuteAsync(GovernanceLock.ReadVersion, transaction));
        Assert.False(change.IsCompleted);

        await transaction.CommitAsync();
        Assert.Equal(1, (await change).Version);
    }

    [Fact]
    public async Task what_belongs_to_an_organization_is_in_its_tenant()
    {
        await _database.ApplyAsync(GovernanceDatabase.Declare());

        Assert.Equal(
            [
                "*DEFAULT* price_list_created", "*DEFAULT* price_published", "*DEFAULT* provider_declared", "*DEFAULT* route_declared",
                "acme organization_created", "acme project_created", "acme team_created", "acme virtual_key_created",
            ],
            (await _database.QueryAsync("select tenant_id || ' ' || type from gateway.mt_events")).Order(StringComparer.Ordinal));
        Assert.Equal(["acme"], await _database.QueryAsync("select tenant_id from gateway.mt_doc_virtualkey"));
    }

    [Fact]
    public async Task no_table_holds_a_secret()
    {
        await _database.ApplyAsync(GovernanceDatabase.Declare());

        var dump = await _database.DumpAsync();

        Assert.Contains(KeySecret.HashOf(GovernanceDatabase.Secret), dump, StringComparison.Ordinal);
        Assert.DoesNotContain(GovernanceDatabase.Secret, dump, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_states_can_be_rebuilt_from_the_events()
    {
        await _database.ApplyAsync(GovernanceDatabase.Declare());
        await _database.ApplyAsync(GovernanceDatabase.Declare() with { Keys = [], Routes = [] });
        var before = await StatesAsync();
        await _database.QueryAsync("delete from gateway.mt_doc_virtualkey returning id");
        await _database.QueryAsync("update gateway.mt_doc_provider set data = data || '{\"baseUrl\": \"http://elsewhere\"}' returning id");

        using var daemon = await _database.Documents.BuildProjectionDaemonAsync();
        await daemon.RebuildProjectionAsync("control_plane", CancellationToken.None);

        Assert.Equal(before, await StatesAsync());
    }

    private Task<List<string>> StatesAsync() => _database.QueryAsync("""
        select tenant_id || data::text from gateway.mt_doc_virtualkey union all select tenant_id || data::text from gateway.mt_doc_provider
        union all select tenant_id || data::text from gateway.mt_doc_route union all select tenant_id || data::text from gateway.mt_doc_pricelist order by 1
        """);

    private async Task WaitForBlockedLockAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while ((await _database.QueryAsync("select 1 from pg_locks where locktype = 'advisory' and not granted")).Count == 0)
            await Task.Delay(TimeSpan.FromMilliseconds(10), patience.Token);
    }

    private static async Task<object?> ExecuteAsync(string sql, NpgsqlTransaction transaction)
    {
        await using var command = new NpgsqlCommand(sql, transaction.Connection, transaction);
        return await command.ExecuteScalarAsync();
    }
}
