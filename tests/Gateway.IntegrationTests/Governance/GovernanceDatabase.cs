using System.Text;
using Gateway.Domain.Governance;
using Gateway.Projections.Governance;
using Gateway.Projections.Store;
using Gateway.Testing;
using Marten;
using Npgsql;

namespace Gateway.IntegrationTests.Governance;

/// <summary>A database with the schema applied, and the declaration that the tests apply to it.</summary>
public sealed class GovernanceDatabase : IAsyncDisposable
{
    public const string Secret = "sk-only-for-tests-0123456789";

    public const string Json = """
        { "organizations": [{ "name": "acme", "teams": [{ "name": "research", "projects": ["search"] }] }],
          "providers": [{ "name": "openai", "kind": "openai", "baseUrl": "https://api.openai.com/v1", "apiKey": "env:OPENAI_API_KEY", "region": "us" }],
          "routes":    [{ "model": "gpt-4o", "strategy": "priority", "targets": [{ "provider": "openai", "model": "gpt-4o" }] }],
          "keys":      [{ "name": "ci", "secret": "env:CI_KEY", "organization": "acme", "team": "research", "project": "search", "models": ["*"] }],
          "prices":    [{ "provider": "openai", "model": "gpt-4o", "from": "2024-10-01", "input": "2.50", "cacheRead": "1.25", "output": "10.00" }] }
        """;

    private GovernanceDatabase(NpgsqlDataSource dataSource, DocumentStore documents)
    {
        DataSource = dataSource;
        Documents = documents;
        Governance = new GovernanceStore(documents, dataSource, TimeProvider.System);
    }

    public NpgsqlDataSource DataSource { get; }

    public DocumentStore Documents { get; }

    public GovernanceStore Governance { get; }

    public static async Task<GovernanceDatabase> CreateAsync(PostgresFixture postgres)
    {
        var dataSource = NpgsqlDataSource.Create(GatewayStore.ConnectionString(await postgres.Cluster.CreateDatabaseAsync()));
        var documents = DocumentStore.For(options => GatewayStore.Configure(options, dataSource));
        await documents.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        return new GovernanceDatabase(dataSource, documents);
    }

    public static Declaration Declare(string json = Json)
    {
        var reading = DeclarationReader.Read(Encoding.UTF8.GetBytes(json), DeclarationSources.Config, _ => Secret);
        Assert.Empty(reading.Errors);
        return reading.Declaration!;
    }

    public Task<AppliedConfiguration> ApplyAsync(Declaration declaration) => Governance.ApplyAsync(declaration, "tester", CancellationToken.None);

    /// <summary>The first column of every row, as text.</summary>
    public async Task<List<string>> QueryAsync(string sql)
    {
        await using var command = DataSource.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(reader.GetValue(0).ToString()!);
        return rows;
    }

    /// <summary>Every row of every table, as text.</summary>
    public async Task<string> DumpAsync()
    {
        var tables = await QueryAsync("select quote_ident(schemaname) || '.' || quote_ident(tablename) from pg_tables where schemaname not in ('pg_catalog', 'information_schema')");
        var dump = new StringBuilder();
        foreach (var table in tables)
            dump.AppendJoin('\n', await QueryAsync($"select t::text from {table} t"));
        return dump.ToString();
    }

    public async ValueTask DisposeAsync()
    {
        await Documents.DisposeAsync();
        await DataSource.DisposeAsync();
    }
}
