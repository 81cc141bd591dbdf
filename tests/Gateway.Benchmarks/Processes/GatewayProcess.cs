using System.Security.Cryptography;

namespace Gateway.Benchmarks.Processes;

/// <summary>
/// The gateway from its built binary, with its own database: started, killed and started again at will. Settings are given as environment variables.
/// </summary>
internal sealed class GatewayProcess(string configurationFile, string connectionString, GatewaySettings settings, BenchOptions options) : IDisposable
{
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(60);
    private static readonly string MasterKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private ChildProcess? _process;

    /// <summary>The virtual key that its configuration file knows.</summary>
    public static string Key { get; } = "gw-bench-" + RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>The bearer token of its GraphQL API.</summary>
    public static string AdminToken { get; } = RandomNumberGenerator.GetHexString(32, lowercase: true);

    /// <summary>Where it listens; the same after a restart.</summary>
    public int Port { get; } = Loopback.FreePort();

    /// <summary>The running process.</summary>
    /// <exception cref="InvalidOperationException">It was not started.</exception>
    public ChildProcess Process => _process ?? throw new InvalidOperationException("The gateway was not started.");

    /// <summary>Starts it and waits until it says that it is ready.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        string[] urls = ["--urls", $"http://127.0.0.1:{Port}"];
        var assembly = Path.GetFullPath(options.Gateway);
        _process?.Dispose();
        _process = settings.IsUnrecorded
            ? ChildProcess.StartSelf([UnrecordedGateway.Argument, .. urls], Environment())
            : ChildProcess.Start("dotnet", ["exec", assembly, .. urls], Environment(), Path.GetDirectoryName(assembly));
        await Loopback.WaitUntilReadyAsync(_process, Port, "/health/ready", ReadyTimeout, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _process?.Dispose();

    private Dictionary<string, string> Environment()
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ConnectionStrings__Gateway"] = connectionString,
            ["Gateway__ConfigFile"] = configurationFile,
            ["Gateway__AdminToken"] = AdminToken,
            ["Gateway__Keys__Master"] = "env:BENCH_MASTER_KEY",
            ["BENCH_MASTER_KEY"] = MasterKey,
            [GatewayConfiguration.KeyVariable] = Key,
            [GatewayConfiguration.UpstreamKeyVariable] = "upstream-secret",
        };
        if (settings.Roles is { } roles)
            environment["Gateway__Roles"] = roles;
        if (settings.AuditMode is { } mode)
            environment["Gateway__Audit__Mode"] = mode;
        if (settings.IsUnrecorded)
            RuntimeSwitches.AddTo(environment);
        foreach (var (name, value) in options.Set)
            environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
        return environment;
    }
}
