using Gateway.Simulator.Served;
using Gateway.Testing;

namespace Gateway.IntegrationTests.Proxy;

/// <summary>A gateway for all the test classes of a collection, which run one after the other, with a provider that says what each test tells it to.</summary>
public abstract class ProxyFixture(PostgresFixture postgres) : IAsyncLifetime
{
    /// <summary>The model, and the provider, that answers by <see cref="Provider"/>.</summary>
    public const string Scripted = "scripted";

    public GatewayUnderTest Gateway { get; private set; } = null!;

    internal ScriptedProvider Provider { get; private set; } = null!;

    internal ChatCaller Caller { get; private set; } = null!;

    protected abstract IReadOnlyDictionary<string, string> Settings { get; }

    protected virtual IReadOnlyList<string> Models => [];

    public async ValueTask InitializeAsync()
    {
        Provider = new ScriptedProvider();
        var setup = new GatewaySetup { Providers = { [Scripted] = Provider.BaseUrl } };
        foreach (var (key, value) in Settings)
            setup.Settings[key] = value;
        foreach (var model in Models)
            setup.Models.Add(model);
        Gateway = await GatewayUnderTest.StartAsync(postgres.Cluster, setup);
        Caller = new ChatCaller(Gateway.Node.Http);

        // The first call compiles the way of a call, which may take longer than a hasty gateway waits.
        await Eventually.GetAsync(() => Caller.AskAsync("gpt-4o", stream: true), answer => answer.Status == 200, "a first answer");
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Provider.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the simulator saw of a call, once it is through with it.</summary>
    internal Task<ServedRequest> ServedAsync(string marker, ServedOutcome? outcome = null) => Eventually.GetAsync(
        () => Task.FromResult(Gateway.Simulator.Requests().LastOrDefault(request => request.HeaderMarker == marker)!),
        request => request is not null && (outcome is null ? request.Outcome is not (ServedOutcome.Open or ServedOutcome.Stalled) : request.Outcome == outcome),
        $"the provider to be through with {marker}");

    /// <summary>How a call ended, by its events and by the call record alike.</summary>
    internal Task<RecordedEnd> EndOfAsync(Guid call) => RecordedEnd.ReadAsync(Gateway, call);
}

/// <summary>A gateway that waits long for a provider, and takes bodies up to 1 MiB and keeps answers up to 64 KiB.</summary>
public sealed class PatientGateway(PostgresFixture postgres) : ProxyFixture(postgres)
{
    public const int MaxBodyBytes = 1024 * 1024;
    public const int MaxBufferedAnswerBytes = 64 * 1024;

    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["Gateway:MaxBodyBytes"] = $"{MaxBodyBytes}",
        ["Gateway:Proxy:MaxBufferedAnswerBytes"] = $"{MaxBufferedAnswerBytes}",
    };

    protected override IReadOnlyList<string> Models { get; } = OpenAiClientModels.All;
}

/// <summary>A gateway that gives a provider one second to begin its answer, and as long to go on.</summary>
public sealed class HastyGateway(PostgresFixture postgres) : ProxyFixture(postgres)
{
    protected override IReadOnlyDictionary<string, string> Settings { get; } = new Dictionary<string, string>
    {
        ["Gateway:Proxy:FirstByteTimeout"] = "00:00:01",
        ["Gateway:Proxy:IdleTimeout"] = "00:00:01",
    };
}

[CollectionDefinition]
public sealed class PatientCollection : ICollectionFixture<PatientGateway>;

[CollectionDefinition]
public sealed class HastyCollection : ICollectionFixture<HastyGateway>;
