using System.Diagnostics;
using System.Globalization;

namespace Gateway.Ingress.Hosting.EmbeddedPostgres;

/// <summary>A running PostgreSQL server, known by its <c>postmaster.pid</c>. It outlives the process that started it, so it is watched by its id.</summary>
internal sealed record Postmaster(int ProcessId, int Port)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);

    /// <summary>False once the process is gone, or is only a zombie nobody has reaped.</summary>
    public bool IsRunning => IsPostgres(ProcessId);

    /// <summary>The server that runs on this data, if any. A file left by one that was killed counts as none.</summary>
    /// <exception cref="EmbeddedPostgresException">The file tells of a live server of another folder: the data were copied or moved under it.</exception>
    public static Postmaster? Find(string data)
    {
        var file = Path.Combine(data, "postmaster.pid");
        if (!File.Exists(file))
            return null;
        // Process id, data folder, start time, port ... (PostgreSQL's src/include/utils/pidfile.h)
        var lines = File.ReadAllLines(file);
        if (lines.Length < 4 || !int.TryParse(lines[0], CultureInfo.InvariantCulture, out var processId) || !int.TryParse(lines[3], CultureInfo.InvariantCulture, out var port))
            return null;
        if (IsPostgres(processId))
        {
            return string.Equals(lines[1], data, StringComparison.Ordinal) ? new Postmaster(processId, port) : throw new EmbeddedPostgresException(
                $"{file} names process {processId}, a PostgreSQL that serves {lines[1]}. If the folder was moved, stop that process; if it was copied, delete the file.");
        }
        // The number belongs to a stranger now (or to a zombie): PostgreSQL would take it for a server and refuse to start.
        if (Posix.Send(processId, PosixSignalNumber.None))
            File.Delete(file);
        return null;
    }

    /// <summary>
    /// Starts a server. <c>pg_ctl</c> puts it into a session of its own, out of reach of a Ctrl-C on the gateway's terminal, and returns when it accepts connections.
    /// </summary>
    /// <returns>The server, or why it did not start.</returns>
    public static async Task<(Postmaster? Server, string Failure)> StartAsync(
        PostgresHome home, PostgresBinaries binaries, PostgresAccount account, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var startLog = Path.Combine(home.Data, "start.log");
        File.Delete(startLog);
        var seconds = Math.Max(1, (int)timeout.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        var configuration = $"-c config_file='{home.ConfigurationFile.Replace("'", "'\\''", StringComparison.Ordinal)}'";
        var run = await ToolRun.RunAsync(account.Command(binaries.Program("pg_ctl"), "start", "-w", "-t", seconds, "-D", home.Data, "-l", startLog, "-o", configuration), cancellationToken);
        return run.Succeeded && Find(home.Data) is { } server ? (server, "") : (null, $"{run.Output}\n{Tail(startLog)}\n{Tail(NewestLog(home))}".Trim());
    }

    /// <summary>Waits until the process is gone.</summary>
    /// <returns>False when it is still there after the timeout, or when the wait was cancelled.</returns>
    public async Task<bool> WaitForExitAsync(TimeSpan timeout, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        while (IsRunning)
        {
            if (clock.Elapsed > timeout || cancellationToken.IsCancellationRequested)
                return false;
            await Task.Delay(Tick, CancellationToken.None);
        }
        return true;
    }

    private static bool IsPostgres(int processId) => CommandLine(processId).Contains("postgres", StringComparison.Ordinal);

    // Empty for a zombie. A server's own command line keeps the program's path; only its children rename themselves.
    private static string CommandLine(int processId)
    {
        if (!Posix.Send(processId, PosixSignalNumber.None) && !OperatingSystem.IsLinux())
            return "";
        try
        {
            if (OperatingSystem.IsLinux())
                return File.ReadAllText($"/proc/{processId}/cmdline");
            using var ps = Process.Start(new ProcessStartInfo("/bin/ps", ["-p", $"{processId}", "-o", "command="]) { RedirectStandardOutput = true, UseShellExecute = false })!;
            return ps.StandardOutput.ReadToEnd();
        }
        catch (IOException)
        {
            // /proc/{pid} is gone: so is the process.
            return "";
        }
    }

    private static string? NewestLog(PostgresHome home)
    {
        var folder = new DirectoryInfo(Path.Combine(home.Data, "log"));
        return folder.Exists ? folder.EnumerateFiles().MaxBy(file => file.LastWriteTimeUtc)?.FullName : null;
    }

    private static string Tail(string? path) => path is not null && File.Exists(path) ? string.Join('\n', File.ReadLines(path).TakeLast(6)) : "";
}
