using System.Diagnostics;
using Gateway.Ingress.Hosting.EmbeddedPostgres;

namespace Gateway.IntegrationTests.Hosting;

/// <summary>Another process that runs an embedded PostgreSQL, as a gateway does; the first in a process group of its own.</summary>
internal sealed class PostgresOwner : IDisposable
{
    private readonly Process _process;

    private PostgresOwner(Process process) => _process = process;

    public int ProcessId => _process.Id;

    public static PostgresOwner Launch(string home, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "Gateway.Testing.PostgresOwner"), [home])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new PostgresOwner(Process.Start(start)!);
    }

    /// <summary>The next line it prints: the connection string once it is up, "draining" after Ctrl-C, or the error it ends with.</summary>
    public async Task<string> NextLineAsync() =>
        await _process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromSeconds(60)) ?? "(ended)";

    /// <summary>What a terminal does on Ctrl-C: <c>SIGINT</c> to the whole group.</summary>
    public async Task PressCtrlCAsync()
    {
        var run = await ToolRun.RunAsync(new ProcessStartInfo("/bin/sh", ["-c", $"kill -INT -{ProcessId}"]), TestContext.Current.CancellationToken);
        Assert.True(run.Succeeded, run.Output);
    }

    /// <summary>Ends the drain and waits for the process; returns its exit code.</summary>
    public async Task<int> FinishAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(TimeSpan.FromSeconds(60));
        return _process.ExitCode;
    }

    /// <summary><c>SIGKILL</c>, to this process alone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }
}
