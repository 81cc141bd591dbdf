using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using Gateway.Testing;
using Npgsql;

namespace Gateway.EndToEndTests.Starting;

/// <summary>An operator: the database is configured.</summary>
public sealed class ConfiguredDatabaseTests(PostgresFixture postgres)
{
    private const string Password = "pass-that-nobody-may-see";

    [Theory]
    [InlineData("127.0.0.1, port 1, can't be reached", "Port", "1")]
    [InlineData("password authentication failed", "Password", Password)]
    [InlineData("""database "nowhere" does not exist""", "Database", "nowhere")]
    public async Task a_database_that_cannot_be_used_ends_the_start_with_the_reason(string reason, string key, string value)
    {
        await using var folder = await ScratchFolder.CreateAsync();
        var connection = new NpgsqlConnectionStringBuilder(postgres.Cluster.ConnectionString) { [key] = value };

        var (exitCode, errors) = await GatewayRun.RefusalAsync(ArgumentsOf(folder, connection.ConnectionString, MasterKeyOf(1)));

        Assert.Equal(1, exitCode);
        Assert.StartsWith("The configuration is wrong: ConnectionStrings:Gateway: ", errors, StringComparison.Ordinal);
        Assert.Contains(reason, errors, StringComparison.Ordinal);
        Assert.Single(errors.Split('\n'));
        Assert.DoesNotContain(connection.Password!, errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(folder.Home));
    }

    [Fact]
    public async Task nothing_is_started_beside_it_nothing_secret_is_printed_and_another_master_key_is_refused_afterwards()
    {
        await using var folder = await ScratchFolder.CreateAsync();
        var connectionString = await postgres.Cluster.CreateDatabaseAsync();
        await using (var run = GatewayRun.Begin(ArgumentsOf(folder, connectionString, MasterKeyOf(1))))
        {
            await AssertRefusesGraphQLAsync(await run.ListeningAsync());
            Assert.Equal(0, await run.StopAsync());
            Assert.Empty(run.Errors);
            foreach (var secret in new[] { "virtual key", "admin", "curl", new NpgsqlConnectionStringBuilder(connectionString).Password!, MasterKeyOf(1) })
                Assert.DoesNotContain(run.Output, line => line.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }

        var (exitCode, errors) = await GatewayRun.RefusalAsync(ArgumentsOf(folder, connectionString, MasterKeyOf(2)));

        Assert.Equal(1, exitCode);
        Assert.StartsWith("The configuration is wrong: Gateway:Keys:Master: ", errors, StringComparison.Ordinal);
        Assert.Single(errors.Split('\n'));
        Assert.False(Directory.Exists(folder.Home));
        await using var database = NpgsqlDataSource.Create(connectionString);
        await using var keys = database.CreateCommand("select count(*) from gateway.subject_key");
        Assert.Equal(1L, await keys.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    private static async Task AssertRefusesGraphQLAsync(Uri gateway)
    {
        using var http = new HttpClient { BaseAddress = gateway };
        using var refused = await http.PostAsJsonAsync("graphql", new { query = "{ calls { totalCount } }" });
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    private static string MasterKeyOf(byte seed) => Convert.ToBase64String(SHA256.HashData([seed]));

    private static IEnumerable<string> ArgumentsOf(ScratchFolder folder, string connectionString, string masterKey)
    {
        var file = folder.Home + ".key";
        File.WriteAllText(file, masterKey);
        return [$"--Gateway:Home={folder.Home}", $"--ConnectionStrings:Gateway={connectionString}", $"--Gateway:Keys:Master=file:{file}", "--urls", "http://127.0.0.1:0"];
    }
}
