using System.Diagnostics;
using System.Text.Json;
using Gateway.Testing;
using Npgsql;

namespace Gateway.EndToEndTests.Starting;

/// <summary>A newcomer: nothing is configured, and the printed lines are pasted into a terminal.</summary>
public sealed class FirstLookTests
{
    // The aim is one second; a test machine may be busy. What was measured is in the test's output.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    [Fact]
    public async Task the_printed_lines_work_when_pasted_on_the_first_run_and_on_later_ones()
    {
        Shell.NeedsCurl();
        await using var folder = await ScratchFolder.CreateAsync();
        Welcome first;
        string call;
        long declared;
        await using (var run = Begin(folder))
        {
            first = await Welcome.ReadAsync(run);
            call = await MakeCallAsync(first);
            declared = await DeclarationsAsync(folder);
            Assert.Equal(0, await run.StopAsync());
            Assert.Empty(run.Errors);
        }

        await using (var run = Begin(folder))
        {
            var second = await Welcome.ReadAsync(run);
            Assert.Equal((first.VirtualKey, first.AdminToken), (second.VirtualKey, second.AdminToken));
            Assert.Contains(call, await Shell.PasteAsync(second.Query), StringComparison.Ordinal);
            await MakeCallAsync(second);
            await run.KillAsync();
        }

        await using (var run = Begin(folder))
        {
            var third = await Welcome.ReadAsync(run);
            Assert.Equal(first.VirtualKey, third.VirtualKey);
            Assert.Contains(call, await Shell.PasteAsync(third.Query), StringComparison.Ordinal);
            await MakeCallAsync(third);
            Assert.Equal(declared, await DeclarationsAsync(folder));
            Assert.Equal(0, await run.StopAsync());
        }

        Assert.False(File.Exists(Path.Combine(folder.Home, "postgres", "postmaster.pid")));
    }

    private static GatewayRun Begin(ScratchFolder folder) => GatewayRun.Begin([$"--Gateway:Home={folder.Home}", "--urls", "http://127.0.0.1:0"]);

    // Answers the call's id once the printed query shows it.
    private static async Task<string> MakeCallAsync(Welcome welcome)
    {
        var answer = await Shell.PasteAsync(welcome.Call.Replace("curl ", "curl --include ", StringComparison.Ordinal));
        var answered = Stopwatch.GetTimestamp();
        Assert.Contains("200 OK", answer, StringComparison.Ordinal);
        var body = JsonElement.Parse(answer[answer.IndexOf('{', StringComparison.Ordinal)..]);
        Assert.NotEqual("", body.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString());
        var call = answer.Split('\n').Single(line => line.StartsWith("x-gateway-call-id:", StringComparison.OrdinalIgnoreCase)).Split(':')[1].Trim();

        var found = await Eventually.GetAsync(
            async () => Calls(await Shell.PasteAsync(welcome.Query)).FirstOrDefault(node => node.GetProperty("id").GetString() == call),
            node => node.ValueKind == JsonValueKind.Object && node.GetProperty("status").GetString() != "OPEN",
            "the printed query to show the call",
            Bound);
        TestContext.Current.TestOutputHelper!.WriteLine($"shown {Stopwatch.GetElapsedTime(answered).TotalMilliseconds:F0} ms after its answer");
        Assert.Equal(("COMPLETED", "gpt-4o", "USD"),
            (found.GetProperty("status").GetString(), found.GetProperty("requestedModel").GetString(), found.GetProperty("cost").GetProperty("currency").GetString()));
        return call;
    }

    private static List<JsonElement> Calls(string answer) =>
        [.. JsonElement.Parse(answer).GetProperty("data").GetProperty("calls").GetProperty("nodes").EnumerateArray()];

    // Everything that is no call is of the control plane, or says that somebody was not let in.
    private static async Task<long> DeclarationsAsync(ScratchFolder folder)
    {
        var pidFile = await File.ReadAllLinesAsync(Path.Combine(folder.Home, "postgres", "postmaster.pid"));
        var password = (await File.ReadAllTextAsync(Path.Combine(folder.Home, "postgres-password"))).Trim();
        await using var database = NpgsqlDataSource.Create($"Host=127.0.0.1;Port={pidFile[3]};Database=gateway;Username=gateway;Password={password}");
        await using var command = database.CreateCommand("select count(*) from gateway.mt_events where type not like 'call_%'");
        return (long)(await command.ExecuteScalarAsync())!;
    }
}
