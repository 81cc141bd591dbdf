using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.RegularExpressions;
using Gateway.Testing;

namespace Gateway.EndToEndTests.Starting;

/// <summary>A gateway as a person starts it: nothing is set but what the arguments say. It is the first of a process group of its own where <c>setsid</c> is there.</summary>
internal sealed partial class GatewayRun : IAsyncDisposable
{
    private static readonly string Assembly = Path.Combine(AppContext.BaseDirectory, "Gateway.Ingress.dll");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly string[] Ours = ["Gateway", "ConnectionStrings", "ASPNETCORE", "DOTNET_ENVIRONMENT", "Logging", "Kestrel", "urls"];

    private readonly Process _process;
    private readonly ConcurrentQueue<string> _output = new();
    private readonly ConcurrentQueue<string> _errors = new();

    private GatewayRun(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => _output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _errors.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    /// <summary>Whether a Ctrl-C can be pressed.</summary>
    public static bool HasGroup { get; } = File.Exists("/usr/bin/setsid");

    public int ProcessId => _process.Id;

    /// <summary>What it has written to standard output.</summary>
    public IReadOnlyCollection<string> Output => _output;

    /// <summary>What it has written to standard error.</summary>
    public string Errors => string.Join('\n', _errors).Trim();

    /// <summary>Starts it.</summary>
    /// <param name="args">Its arguments.</param>
    /// <param name="environment">Further environment variables.</param>
    public static GatewayRun Begin(IEnumerable<string> args, params (string Name, string Value)[] environment)
    {
        IEnumerable<string> command = ["dotnet", "exec", Assembly, .. args];
        command = HasGroup ? command.Prepend("/usr/bin/setsid") : command;
        var start = new ProcessStartInfo(command.First(), command.Skip(1))
        {
            WorkingDirectory = AppContext.BaseDirectory,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var name in start.Environment.Keys.Where(name => Ours.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))).ToList())
            start.Environment.Remove(name);
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return new GatewayRun(Process.Start(start)!);
    }

    /// <summary>Runs it to its end, which is to come soon.</summary>
    /// <returns>The exit code and standard error; standard output is for asking afterwards.</returns>
    public static async Task<(int ExitCode, string Errors)> RefusalAsync(IEnumerable<string> args, params (string Name, string Value)[] environment)
    {
        await using var run = Begin(args, environment);
        return (await run.ExitAsync(), run.Errors);
    }

    /// <summary>Waits until it listens.</summary>
    /// <returns>Where.</returns>
    public async Task<Uri> ListeningAsync()
    {
        var match = await Eventually.GetAsync(
            () => Task.FromResult(_process.HasExited ? Match.Empty : _output.Select(line => Listening().Match(line)).FirstOrDefault(match => match.Success)),
            match => match is not null,
            $"the gateway to listen; it says: {string.Join('\n', _output)}",
            Patience);
        return match!.Success ? new Uri(match.Groups["address"].Value) : throw new InvalidOperationException($"The gateway ended with {await ExitAsync()}: {Errors}");
    }

    /// <summary>Waits until it has ended.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return _process.ExitCode;
    }

    /// <summary>Asks it to end (<c>SIGTERM</c>) and waits until it has.</summary>
    public Task<int> StopAsync() => SignalAsync("TERM", $"{ProcessId}");

    /// <summary>What a terminal does on Ctrl-C: <c>SIGINT</c> to the whole group; waits until the gateway has ended.</summary>
    public Task<int> PressCtrlCAsync() => SignalAsync("INT", $"-{ProcessId}");

    /// <summary><c>SIGKILL</c>, to this process alone.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await ExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            await KillAsync();
        _process.Dispose();
    }

    private async Task<int> SignalAsync(string signal, string target)
    {
        using var kill = Process.Start("/bin/sh", ["-c", $"kill -{signal} {target}"]);
        return await ExitAsync();
    }

    [GeneratedRegex("Now listening on: (?<address>http://[^\\s\"]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Listening();
}
