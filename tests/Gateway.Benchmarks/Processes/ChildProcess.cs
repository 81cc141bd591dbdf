using System.Collections.Concurrent;
using System.Diagnostics;
using Gateway.Benchmarks.Accounting;

namespace Gateway.Benchmarks.Processes;

/// <summary>A process that the harness started and will end. The last lines it printed are kept, to be shown if it fails.</summary>
internal sealed class ChildProcess : IDisposable
{
    private const int LinesKept = 40;
    private static readonly TimeSpan ExitTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<string> _lines = [];
    private readonly Process _process;

    private ChildProcess(Process process) => _process = process;

    /// <summary>What it costs.</summary>
    public ProcessTree Tree => new(_process.Id);

    /// <summary>Whether it ended.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>The last lines it printed.</summary>
    public string Output => string.Join('\n', _lines);

    /// <summary>Starts this very program again with other arguments, to play another part, and additional environment variables.</summary>
    public static ChildProcess StartSelf(IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment) =>
        Start("dotnet", ["exec", typeof(ChildProcess).Assembly.Location, .. arguments], environment);

    /// <summary>Starts a program with additional environment variables, in a folder if one is given.</summary>
    public static ChildProcess Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> environment, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder ?? "",
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove(Harness.InlineCompletions);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var child = new ChildProcess(new Process { StartInfo = start });
        child._process.OutputDataReceived += (_, line) => child.Keep(line.Data);
        child._process.ErrorDataReceived += (_, line) => child.Keep(line.Data);
        child._process.Start();
        child._process.BeginOutputReadLine();
        child._process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Ends it with SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit(ExitTimeout);
    }

    /// <summary>Asks it to end with SIGTERM and waits until it did.</summary>
    /// <exception cref="TimeoutException">It did not within half a minute.</exception>
    public async Task StopAsync(CancellationToken cancellation)
    {
        using var signal = Process.Start("kill", ["-s", "TERM", $"{_process.Id}"]);
        await _process.WaitForExitAsync(cancellation).WaitAsync(StopTimeout, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is null)
            return;
        _lines.Enqueue(line);
        if (_lines.Count > LinesKept)
            _lines.TryDequeue(out _);
    }
}
