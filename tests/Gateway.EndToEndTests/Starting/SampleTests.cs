using System.Runtime.Versioning;
using System.Text.Json;

namespace Gateway.EndToEndTests.Starting;

[Collection(nameof(RunningSample))]
public sealed class SampleTests(RunningSample sample)
{
    [Fact]
    public async Task a_second_gateway_on_the_same_home_ends_and_names_the_first()
    {
        var (exitCode, errors) = await GatewayRun.RefusalAsync([$"--Gateway:Home={sample.Home}", "--urls", sample.Http.BaseAddress!.ToString()]);

        Assert.Equal(1, exitCode);
        Assert.Contains($"pid {sample.Run.ProcessId}", errors, StringComparison.Ordinal);
        Assert.Single(errors.Split('\n'));
        await sample.CallAsync("Still there?");
    }

    [Fact]
    public async Task its_secrets_are_printed_once_and_never_logged()
    {
        await sample.CallAsync("Hello");
        var credentials = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(sample.Home, "credentials.json"), TestContext.Current.CancellationToken));
        var secrets = credentials.EnumerateObject().Select(secret => secret.Value.GetString()!).ToList();
        Assert.Equal(3, secrets.Count);

        var logged = sample.Run.Output.Where(line => line.StartsWith('{')).ToList();
        Assert.Contains(logged, line => line.Contains("Debug", StringComparison.Ordinal));
        Assert.All(secrets, secret => Assert.DoesNotContain(logged, line => line.Contains(secret, StringComparison.Ordinal)));
        Assert.DoesNotContain(sample.Run.Output, line => line.Contains(credentials.GetProperty("providerKey").GetString()!, StringComparison.Ordinal));
        Assert.Single(sample.Run.Output, line => line.Contains("virtual key", StringComparison.Ordinal));
        Assert.Equal(2, sample.Run.Output.Count(line => line.Contains(sample.Welcome.VirtualKey, StringComparison.Ordinal)));
        Assert.Equal(2, sample.Run.Output.Count(line => line.Contains(sample.Welcome.AdminToken, StringComparison.Ordinal)));
    }

    [Fact]
    [UnsupportedOSPlatform("windows")]
    public void only_its_owner_reads_its_secrets()
    {
        foreach (var file in new[] { "credentials.json", "simulator.key", "master.key", "postgres-password" })
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(sample.Home, file)));
    }

    [Fact]
    public async Task metrics_tell_of_a_call_and_hold_neither_key_nor_content()
    {
        await sample.CallAsync("A word that nobody else says: quokka.");

        var metrics = await sample.Http.GetStringAsync("metrics", TestContext.Current.CancellationToken);

        Assert.Matches("""gen_ai_server_request_duration_seconds_bucket\{[^}]*gen_ai_request_model="gpt-4o"[^}]*le="[^"]+"[^}]*\} [1-9]""", metrics);
        Assert.Matches("""gateway_tokens_total\{[^}]*gen_ai_token_type="input"[^}]*\} [1-9]""", metrics);
        Assert.Matches("""gateway_tokens_total\{[^}]*gen_ai_token_type="output"[^}]*\} [1-9]""", metrics);
        Assert.DoesNotContain("quokka", metrics, StringComparison.Ordinal);
        Assert.DoesNotContain(sample.Welcome.VirtualKey, metrics, StringComparison.Ordinal);
        Assert.DoesNotContain(sample.Welcome.AdminToken, metrics, StringComparison.Ordinal);
    }
}
