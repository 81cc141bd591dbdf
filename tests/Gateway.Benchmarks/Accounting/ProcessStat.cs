using System.Globalization;

namespace Gateway.Benchmarks.Accounting;

/// <summary>One process as <c>/proc/PID/stat</c> shows it (proc(5)).</summary>
/// <param name="Pid">The process.</param>
/// <param name="Parent">Its parent.</param>
/// <param name="CpuTicks">User and system time of the process and of its children that ended and were waited for, in clock ticks.</param>
internal sealed record ProcessStat(int Pid, int Parent, long CpuTicks)
{
    // What Linux shows to programs is in units of USER_HZ, which is 100 on every platform that .NET runs on.
    private const int TicksPerSecond = 100;

    /// <summary>Reads every process that exists now.</summary>
    public static IReadOnlyList<ProcessStat> ReadAll()
    {
        var all = new List<ProcessStat>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var pid) && Read(pid) is { } stat)
                all.Add(stat);
        }

        return all;
    }

    /// <summary>Reads one process; null if it ended.</summary>
    public static ProcessStat? Read(int pid)
    {
        try
        {
            return Parse(pid, File.ReadAllText($"/proc/{pid}/stat"));
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>CPU time that all processes of the machine used since it started: user, nice, system and interrupts of <c>/proc/stat</c>.</summary>
    public static TimeSpan MachineCpu()
    {
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return FromTicks(new[] { 1, 2, 3, 6, 7 }.Sum(field => long.Parse(fields[field], CultureInfo.InvariantCulture)));
    }

    /// <summary>Clock ticks as time.</summary>
    public static TimeSpan FromTicks(long ticks) => TimeSpan.FromSeconds((double)ticks / TicksPerSecond);

    private static ProcessStat Parse(int pid, string line)
    {
        // The second field is the command in parentheses and may hold blanks; fields are counted from the state behind it, which is field 3.
        var fields = line[(line.LastIndexOf(')') + 2)..].Split(' ');
        long Field(int number) => long.Parse(fields[number - 3], CultureInfo.InvariantCulture);
        return new ProcessStat(pid, (int)Field(4), Field(14) + Field(15) + Field(16) + Field(17));
    }
}
