namespace Gateway.Benchmarks.Processes;

/// <summary>The processes of one scenario: the upstream, and what stands in front of it. All of them end with the stage.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromSeconds(20);

    private readonly Stack<ChildProcess> _children = [];
    private readonly Stack<GatewayProcess> _gateways = [];
    private readonly Stack<Cluster> _clusters = [];
    private readonly BenchOptions _options;
    private readonly string _configurationFile = Path.GetTempFileName();

    private Stage(BenchOptions options) => _options = options;

    /// <summary>The upstream itself, without anything in front of it.</summary>
    public Subject Upstream { get; private set; } = null!;

    /// <summary>Starts the upstream.</summary>
    public static async Task<Stage> StartAsync(BenchOptions options, CancellationToken cancellation)
    {
        var stage = new Stage(options);
        try
        {
            stage.Upstream = await stage.StartSelfAsync("direct", port => ["upstream", $"{port}", $"{options.Gap.TotalMilliseconds}"], cancellation);
            await File.WriteAllTextAsync(stage._configurationFile, GatewayConfiguration.For(stage.Upstream.Port), cancellation);
            return stage;
        }
        catch
        {
            await stage.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts bare YARP in front of the upstream, as the Web SDK builds it or with the gateway's <see cref="RuntimeSwitches"/>.</summary>
    public Task<Subject> StartYarpAsync(string name, CancellationToken cancellation, bool switched = false) =>
        StartSelfAsync(name, port => ["yarp", $"{port}", $"{Upstream.Port}"], cancellation, switched);

    /// <summary>Starts the gateway with a database cluster of its own in front of the upstream; or what the options name in its place.</summary>
    public async Task<Subject> StartCandidateAsync(GatewaySettings settings, CancellationToken cancellation)
    {
        if (_options.YarpAsCandidate)
            return await StartYarpAsync($"second YARP as {settings.Name}", cancellation);

        var (gateway, cluster) = await StartGatewayAsync(settings, cancellation);
        return new Subject(settings.Name, gateway.Port, gateway.Process.Tree, cluster.Tree);
    }

    /// <summary>Starts the gateway with a database cluster of its own in front of the upstream.</summary>
    public async Task<(GatewayProcess Gateway, Cluster Cluster)> StartGatewayAsync(GatewaySettings settings, CancellationToken cancellation)
    {
        var cluster = await Cluster.StartAsync(PostgresBinaries.Find(), cancellation);
        _clusters.Push(cluster);
        var gateway = new GatewayProcess(_configurationFile, cluster.ConnectionString, settings, _options);
        _gateways.Push(gateway);
        await gateway.StartAsync(cancellation);
        return (gateway, cluster);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        while (_gateways.TryPop(out var gateway))
            gateway.Dispose();
        while (_clusters.TryPop(out var cluster))
            await cluster.DisposeAsync();
        while (_children.TryPop(out var child))
            child.Dispose();
        File.Delete(_configurationFile);
    }

    private async Task<Subject> StartSelfAsync(string name, Func<int, string[]> arguments, CancellationToken cancellation, bool switched = false)
    {
        var port = Loopback.FreePort();
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        if (switched)
            RuntimeSwitches.AddTo(environment);
        var child = ChildProcess.StartSelf(arguments(port), environment);
        _children.Push(child);
        await Loopback.WaitUntilReadyAsync(child, port, "/", ReadyTimeout, cancellation);
        return new Subject(name, port, child.Tree, Database: null);
    }
}
