using Gateway.Domain.Governance;
using Gateway.Ingress.Journal;

namespace Gateway.Benchmarks.Processes;

/// <summary>
/// The gateway with a journal that records nothing: what the audit costs is the difference. The gateway itself has no such setting; it is made here, in
/// a process of its own, by putting another journal in the place of the real one.
/// </summary>
internal static class UnrecordedGateway
{
    /// <summary>What the command line calls it.</summary>
    public const string Argument = "unrecorded-gateway";

    /// <summary>Runs until it is told to stop.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        await Ingress.Hosting.GatewayProcess.RunAsync(args, services => services.AddSingleton<IJournal, NoJournal>());
        return 0;
    }

    private sealed class NoJournal : IJournal
    {
        public bool IsAvailable => true;

        public ValueTask<CallDecision?> OpenAsync(Opening opening) => new(opening.Decision);

        public ValueTask<SettleResult> SettleAsync(Settlement settlement) => new(SettleResult.Recorded);
    }
}
