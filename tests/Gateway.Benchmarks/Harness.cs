using Gateway.Benchmarks.Reporting;
using Gateway.Benchmarks.Scenarios;

namespace Gateway.Benchmarks;

/// <summary>Runs scenarios and prints what they found.</summary>
internal static class Harness
{
    /// <summary>
    /// The runtime's switch that lets a socket's continuation run on the thread that polled for it. It halves what the load generator costs, and is
    /// kept from the processes that are measured.
    /// </summary>
    public const string InlineCompletions = "DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS";

    private static readonly IScenario[] Scenarios =
    [
        new ThroughputScenario(), new LatencyScenario(), new StreamScenario(), new AuditModesScenario(), new JournalScenario(), new FreshnessScenario(),
        new MemoryScenario(),
    ];

    /// <summary>Runs the scenario that the first argument names, or all.</summary>
    /// <returns>0; 1 if a call failed while it was measured, or a scenario could not be run; 2 if the arguments make no sense; 130 after Ctrl-C.</returns>
    public static async Task<int> RunAsync(string[] args)
    {
        Environment.SetEnvironmentVariable(InlineCompletions, "1");
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, press) =>
        {
            press.Cancel = true;
            stop.Cancel();
        };

        try
        {
            var options = BenchOptions.Parse([.. args.Skip(1)]);
            var chosen = Array.FindAll(Scenarios, scenario => args is ["all", ..] || (args.Length > 0 && args[0] == scenario.Name));
            return chosen.Length > 0 ? await RunAsync(chosen, options, stop.Token) : Refuse(Usage);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 130;
        }
        catch (FormatException wrong)
        {
            return Refuse($"{wrong.Message}\n{Usage}");
        }
    }

    private static string Usage => $"""
        usage: dotnet run -c Release --project tests/Gateway.Benchmarks -- <scenario> [options]
        scenarios: {string.Join(", ", Scenarios.Select(scenario => scenario.Name))}, all
        {BenchOptions.Help}
        """;

    private static int Refuse(string why)
    {
        Console.Error.WriteLine(why);
        return 2;
    }

    private static async Task<int> RunAsync(IScenario[] scenarios, BenchOptions options, CancellationToken cancellation)
    {
        var report = new Report(await Machine.DescribeAsync(cancellation));
        foreach (var scenario in scenarios)
        {
            if (options.YarpAsCandidate && scenario.NeedsGateway)
                continue;
            await Console.Error.WriteLineAsync($"{scenario.Name} ...");
            try
            {
                report.Add(await scenario.RunAsync(options, cancellation));
            }
            catch (Exception failure) when (failure is InvalidOperationException or TimeoutException or HttpRequestException)
            {
                // What the other scenarios found is worth keeping.
                report.AddFailure(scenario.Name, failure.Message);
            }
        }

        Console.WriteLine(report.Markdown);
        if (options.Out is { } path)
            await File.WriteAllTextAsync(path, report.Markdown, cancellation);
        return report.Failures == 0 ? 0 : 1;
    }
}
