using System.Net.Http.Headers;
using System.Net.Http.Json;
using Gateway.Ingress.Hosting.EmbeddedPostgres;
using Gateway.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Gateway.EndToEndTests.Starting;

/// <summary>Ctrl-C reaches every process of the terminal's group; PostgreSQL is in none of it and is stopped last.</summary>
public sealed class InterruptTests
{
    private const int Clients = 8;
    private const string Ends = "'call_completed', 'call_failed', 'call_aborted', 'call_abandoned', 'call_denied'";

    [Fact]
    public async Task under_load_every_call_ends_before_the_database_does()
    {
        Assert.SkipUnless(GatewayRun.HasGroup, "There is no /usr/bin/setsid to lead a process group with.");
        await using var folder = await ScratchFolder.CreateAsync();
        var answered = 0;
        await using (var run = Begin(folder))
        {
            var welcome = await Welcome.ReadAsync(run);
            using var http = new HttpClient { BaseAddress = await run.ListeningAsync() };
            http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", welcome.VirtualKey);
            var clients = Enumerable.Range(0, Clients).Select(i => CallUntilRefusedAsync(http, stream: i % 2 == 0, () => Interlocked.Increment(ref answered))).ToList();
            await Eventually.HoldsAsync(() => Volatile.Read(ref answered) >= Clients, "some answers");

            Assert.Equal(0, await run.PressCtrlCAsync());
            await Task.WhenAll(clients);
            Assert.Empty(run.Errors);
        }

        Assert.False(IsPostgresRunning(folder));
        var calls = await CallsAsync(folder);
        Assert.Equal((calls.Begun, 0), (calls.Ended, calls.Lost));
        Assert.True(calls.Completed >= answered, $"{calls}, {answered} answers");
    }

    [Fact]
    public async Task before_the_gateway_is_up_nothing_is_left_running()
    {
        Assert.SkipUnless(GatewayRun.HasGroup, "There is no /usr/bin/setsid to lead a process group with.");
        await using var folder = await ScratchFolder.CreateAsync();
        await using (var run = Begin(folder))
        {
            await Eventually.HoldsAsync(() => IsPostgresRunning(folder), "PostgreSQL to come up");
            Assert.Equal(1, await run.PressCtrlCAsync());
            Assert.Equal("The gateway was stopped before it was up.", run.Errors);
        }

        Assert.False(IsPostgresRunning(folder));
    }

    private static GatewayRun Begin(ScratchFolder folder) => GatewayRun.Begin([$"--Gateway:Home={folder.Home}", "--urls", "http://127.0.0.1:0"]);

    private static bool IsPostgresRunning(ScratchFolder folder) => File.Exists(Path.Combine(folder.Home, "postgres", "postmaster.pid"));

    private static async Task CallUntilRefusedAsync(HttpClient http, bool stream, Action answered)
    {
        for (; ; )
        {
            try
            {
                using var response = await http.PostAsJsonAsync(
                    "v1/chat/completions", new { model = "gpt-4o", stream, messages = new[] { new { role = "user", content = "Say something." } } });
                if (!response.IsSuccessStatusCode)
                    return;
                answered();
            }
            catch (HttpRequestException)
            {
                return;
            }
        }
    }

    private static async Task<(long Begun, long Ended, long Lost, long Completed)> CallsAsync(ScratchFolder folder)
    {
        await using var postgres = await EmbeddedPostgresServer.StartAsync(new EmbeddedPostgresOptions { Home = folder.Home }, NullLogger.Instance, CancellationToken.None);
        await using var database = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using var command = database.CreateCommand(
            $"""
            select count(*) filter (where type = 'call_received'), count(*) filter (where type in ({Ends})),
                count(*) filter (where type in ('call_aborted', 'call_abandoned')), count(*) filter (where type = 'call_completed')
            from gateway.mt_events
            """);
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3));
    }
}
