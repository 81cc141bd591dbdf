using System.Diagnostics;
using System.Runtime.InteropServices;
using Gateway.Benchmarks.Processes;

namespace Gateway.Benchmarks.Reporting;

/// <summary>What a run was made on.</summary>
internal static class Machine
{
    /// <summary>Processor, kernel, versions, date and commit, as one paragraph.</summary>
    public static async Task<string> DescribeAsync(CancellationToken cancellation)
    {
        var processor = File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(": ")[^1];
        var postgres = await FirstLineAsync(Path.Combine(PostgresBinaries.Find(), "postgres"), ["--version"], cancellation);
        var commit = await FirstLineAsync("git", ["describe", "--always", "--dirty"], cancellation);
        return $"""
            {processor}, {Environment.ProcessorCount} cores, {GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB; Linux {Environment.OSVersion.Version};
            {RuntimeInformation.FrameworkDescription}; {postgres} as initdb sets it up (fsync on, 128 MB shared buffers); commit {commit}, {DateTime.UtcNow:yyyy-MM-dd}.

            """;
    }

    private static async Task<string> FirstLineAsync(string program, string[] arguments, CancellationToken cancellation)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true })
            ?? throw new InvalidOperationException($"{program} did not start.");
        var output = await process.StandardOutput.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        return output.Split('\n')[0].Trim();
    }
}
