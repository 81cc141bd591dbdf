namespace Gateway.Benchmarks.Processes;

/// <summary>What <c>Gateway.Ingress.csproj</c> sets for its runtime, as environment variables for programs that are built otherwise.</summary>
internal static class RuntimeSwitches
{
    /// <summary>Adds them.</summary>
    public static void AddTo(IDictionary<string, string> environment)
    {
        environment["DOTNET_gcServer"] = "0";
        environment["DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"] = "0";
    }
}
