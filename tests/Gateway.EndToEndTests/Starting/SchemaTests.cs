using System.Net;
using Gateway.EndToEndTests.Load;
using Gateway.Testing;
using Npgsql;

namespace Gateway.EndToEndTests.Starting;

/// <summary>The owner's role and the application's role are two.</summary>
public sealed class SchemaTests(PostgresFixture postgres)
{
    private static readonly (string, string) MasterKey = ("TEST_MASTER_KEY", TestSecrets.MasterKey);

    [Fact]
    public async Task a_database_whose_schema_is_not_up_to_date_is_refused_until_it_is_applied()
    {
        var owner = await postgres.Cluster.CreateDatabaseAsync();
        var application = await MakeRoleAsync(owner);

        var verified = await GatewayRun.RefusalAsync(ArgumentsOf(owner, "Verify"), MasterKey);
        Assert.Equal(1, verified.ExitCode);
        Assert.StartsWith("The configuration is wrong: Gateway:Schema: ", verified.Errors, StringComparison.Ordinal);
        Assert.Contains("-- schema apply", verified.Errors, StringComparison.Ordinal);

        var refused = await GatewayRun.RefusalAsync(ArgumentsOf(application, "Apply"), MasterKey);
        Assert.Equal(1, refused.ExitCode);
        Assert.StartsWith("The configuration is wrong: ConnectionStrings:Gateway: the role may not", refused.Errors, StringComparison.Ordinal);
        Assert.Contains("-- schema apply", refused.Errors, StringComparison.Ordinal);
        Assert.Single(refused.Errors.Split('\n'));

        Assert.Equal((0, ""), await GatewayRun.RefusalAsync(["schema", "apply", .. ArgumentsOf(owner, "Apply")], MasterKey));
        await using var run = GatewayRun.Begin(ArgumentsOf(owner, "Verify"), MasterKey);
        await run.ListeningAsync();
    }

    [Fact]
    public async Task a_role_that_may_only_read_and_write_rows_does_all_the_work()
    {
        await using var gateway = await GatewayUnderTest.StartAsync(postgres.Cluster);
        var database = new NpgsqlConnectionStringBuilder(gateway.Database.ConnectionString).Database;
        var application = await MakeRoleAsync(new NpgsqlConnectionStringBuilder(postgres.Cluster.ConnectionString) { Database = database }.ConnectionString);
        await gateway.ScalarAsync<object>(
            $"""
            grant usage on schema gateway to {RoleOf(application)};
            grant select, insert, update, delete on all tables in schema gateway to {RoleOf(application)};
            grant usage, select on all sequences in schema gateway to {RoleOf(application)};
            """);
        await gateway.Node.StopAsync();
        var node = await gateway.AddNodeAsync(("ConnectionStrings:Gateway", application), ("Gateway:Schema", "Verify"));

        var call = await new ChatClient(node.Http).SendAsync("gpt-4o", stream: true);

        Assert.True(call.IsAnswered, call.ToString());
        await Eventually.GetAsync(
            () => gateway.ScalarAsync<string>($"select status from gateway.call_record where id = '{call.CallId}'"), status => status == "COMPLETED", "the call to be projected");
        using var ready = await node.Http.GetAsync("health/ready", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
    }

    private static string[] ArgumentsOf(string connectionString, string schema) =>
        [$"--ConnectionStrings:Gateway={connectionString}", $"--Gateway:Schema={schema}", "--Gateway:Keys:Master=env:TEST_MASTER_KEY", "--urls", "http://127.0.0.1:0"];

    [Fact]
    public async Task a_table_of_wolverine_that_is_missing_is_noticed_too()
    {
        var owner = await postgres.Cluster.CreateDatabaseAsync();
        Assert.Equal((0, ""), await GatewayRun.RefusalAsync(["schema", "apply", .. ArgumentsOf(owner, "Apply")], MasterKey));
        await using (var database = NpgsqlDataSource.Create(owner))
        await using (var drop = database.CreateCommand("drop table gateway.wolverine_node_assignments"))
            await drop.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);

        var (exitCode, errors) = await GatewayRun.RefusalAsync(ArgumentsOf(owner, "Verify"), MasterKey);

        Assert.Equal(1, exitCode);
        Assert.StartsWith("The configuration is wrong: Gateway:Schema: ", errors, StringComparison.Ordinal);
    }

    // A role that may connect.
    private static async Task<string> MakeRoleAsync(string owner)
    {
        var application = new NpgsqlConnectionStringBuilder(owner) { Username = $"application_{Guid.NewGuid():N}", Password = TestSecrets.AdminToken };
        await using var database = NpgsqlDataSource.Create(owner);
        await using var command = database.CreateCommand($"create role {application.Username} login password '{application.Password}'");
        await command.ExecuteNonQueryAsync();
        return application.ConnectionString;
    }

    private static string RoleOf(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).Username!;
}
