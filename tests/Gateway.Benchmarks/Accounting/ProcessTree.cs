using System.Globalization;

namespace Gateway.Benchmarks.Accounting;

/// <summary>A process with all its descendants: what they cost together.</summary>
internal sealed class ProcessTree(int root)
{
    private const double IdleShare = 0.10;
    private static readonly TimeSpan IdleSample = TimeSpan.FromMilliseconds(500);

    /// <summary>CPU time (user and system) since the root started, of processes that ended as well.</summary>
    public TimeSpan Cpu()
    {
        var all = ProcessStat.ReadAll();
        var children = all.ToLookup(process => process.Parent);
        var ticks = 0L;
        var open = new Stack<ProcessStat>(all.Where(process => process.Pid == root));
        while (open.TryPop(out var process))
        {
            ticks += process.CpuTicks;
            foreach (var child in children[process.Pid])
                open.Push(child);
        }

        return ProcessStat.FromTicks(ticks);
    }

    /// <summary>Resident memory of the root alone, in bytes; zero once it ended.</summary>
    public long ResidentBytes()
    {
        foreach (var line in File.ReadLines($"/proc/{root}/status"))
        {
            if (line.StartsWith("VmRSS:", StringComparison.Ordinal))
                return long.Parse(line.AsSpan(6, line.Length - 8), NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) * 1024;
        }

        return 0;
    }

    /// <summary>Waits until the tree uses less than a tenth of a core, for as long as <paramref name="atMost"/>: what it still does then is its rest.</summary>
    /// <returns>Whether it came to rest.</returns>
    public async Task<bool> SettleAsync(TimeSpan atMost, CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; waited < atMost; waited += IdleSample)
        {
            var before = Cpu();
            await Task.Delay(IdleSample, cancellation);
            if (Cpu() - before < IdleSample * IdleShare)
                return true;
        }

        return false;
    }
}
