using System.Diagnostics;
using System.Globalization;
using Gateway.Ingress.Hosting.EmbeddedPostgres;

namespace Gateway.Testing;

/// <summary>A PostgreSQL server's main process and its children. Each backend is a session of its own, so they are found by their parent.</summary>
internal static class ServerProcesses
{
    /// <summary>Ends them all by <c>SIGKILL</c>; none is left when this returns.</summary>
    public static async Task KillAsync(Postmaster server)
    {
        if (!server.IsRunning)
            return;
        var all = await SignalAsync(server.ProcessId, "STOP");
        await SendAsync(all, "KILL");
        foreach (var process in all)
            await new Postmaster(process, server.Port).WaitForExitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
    }

    /// <summary>Sends a signal, by its name without SIG, to them all.</summary>
    public static async Task<IReadOnlyList<int>> SignalAsync(int server, string signal)
    {
        // The parent first: a stopped one has no more children.
        await SendAsync([server], signal);
        IReadOnlyList<int> all = [server, .. await ChildrenAsync(server)];
        await SendAsync(all, signal);
        return all;
    }

    // The shell knows the signals by name; their numbers differ between Linux and macOS.
    private static async Task SendAsync(IEnumerable<int> processes, string signal) =>
        await ToolRun.RunAsync(new ProcessStartInfo("/bin/sh", ["-c", $"kill -{signal} {string.Join(' ', processes)}"]), CancellationToken.None);

    private static async Task<IEnumerable<int>> ChildrenAsync(int parent)
    {
        if (OperatingSystem.IsLinux())
            return Directory.EnumerateDirectories("/proc").Select(Path.GetFileName).OfType<string>().Where(name => char.IsAsciiDigit(name[0]))
                .Select(name => int.Parse(name, CultureInfo.InvariantCulture)).Where(process => ParentOf(process) == parent).ToList();
        var run = await ToolRun.RunAsync(new ProcessStartInfo("/usr/bin/pgrep", ["-P", $"{parent}"]), CancellationToken.None);
        return run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => int.Parse(line, CultureInfo.InvariantCulture));
    }

    private static int? ParentOf(int process)
    {
        try
        {
            // "1234 (name, which may hold spaces) S 1 ...": the second field after the name.
            var stat = File.ReadAllText($"/proc/{process}/stat");
            return int.Parse(stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            // It ended while we looked.
            return null;
        }
    }
}
