using Gateway.Domain.Governance;
using Gateway.Ingress.Hosting.EmbeddedPostgres;
using Gateway.Ingress.Hosting.Sample;
using Gateway.Ingress.Hosting.Settings;
using Gateway.Ingress.Journal;
using Gateway.Projections.Governance;
using Gateway.Simulator;
using Npgsql;

namespace Gateway.Ingress.Hosting;

/// <summary>
/// A gateway process from start to stop: the database first and last, then the schema, what is declared, and the host. Everything that can be
/// wrong with the settings is said before any of it.
/// </summary>
internal sealed class GatewayProcess : IAsyncDisposable
{
    private readonly GatewaySettings _settings;
    private EmbeddedPostgresServer? _postgres;
    private SimulatorHost? _simulator;
    private WebApplication? _app;

    private GatewayProcess(GatewaySettings settings) => _settings = settings;

    /// <summary>Runs until the process is told to stop; with the arguments <c>schema apply</c>, only brings the schema up to date.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="replace">Registers what is to stand in for a part of the gateway; null: nothing is.</param>
    /// <exception cref="SettingsException">The settings are wrong.</exception>
    /// <exception cref="EmbeddedPostgresException">The embedded database can't be started.</exception>
    public static async Task RunAsync(string[] args, Action<IServiceCollection>? replace = null)
    {
        var builder = WebApplication.CreateBuilder(args);
        replace?.Invoke(builder.Services);
        var settings = GatewaySettings.Read(builder.Configuration);
        var configuration = ConfigurationFile.Read(settings.Gateway.ConfigFile);

        await using var process = new GatewayProcess(settings);
        if (args is ["schema", "apply", ..])
        {
            await process.ApplySchemaAsync(builder);
            return;
        }

        await process.StartAsync(builder, configuration);
        await process._app!.WaitForShutdownAsync();
    }

    /// <summary>Stops everything that was started, the database last.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_app is not null)
            await _app.DisposeAsync();
        if (_simulator is not null)
            await _simulator.DisposeAsync();
        if (_postgres is not null)
            await _postgres.DisposeAsync();
    }

    private async Task ApplySchemaAsync(WebApplicationBuilder builder)
    {
        using var logging = LoggingOf(builder);
        var connectionString = _settings.ConnectionString ?? await StartPostgresAsync(logging);
        _app = builder.BuildGateway(_settings, connectionString, MasterKeyFile.Read(_settings.Gateway));
        await DatabaseSchema.EnsureAsync(_app.Services, SchemaMode.Apply);
        await Console.Out.WriteLineAsync("The schema is up to date.");
    }

    private async Task StartAsync(WebApplicationBuilder builder, Declaration? configuration)
    {
        using var logging = LoggingOf(builder);
        var connectionString = _settings.ConnectionString ?? await StartPostgresAsync(logging);
        var masterKey = MasterKeyFile.Read(_settings.Gateway);

        SampleCredentials? credentials = null;
        if (_settings.IsSample)
        {
            credentials = SampleCredentials.ReadOrMake(_settings.Gateway.Home);
            _settings.Gateway.AdminToken ??= credentials.AdminToken;
            _simulator = await SampleSimulator.StartAsync(credentials.ProviderKey);
            configuration = SampleOrganization.Declare(credentials, _simulator.BaseUrl, SampleCredentials.ProviderKeyReference(_settings.Gateway.Home));
        }

        _app = builder.BuildGateway(_settings, connectionString, masterKey);
        if (await Durability.RefusalAsync(_app.Services.GetRequiredService<NpgsqlDataSource>(), _settings.Audit.Mode, CancellationToken.None) is { } refusal)
            throw new SettingsException([refusal]);
        await DatabaseSchema.EnsureAsync(_app.Services, _settings.Gateway.Schema);
        if (configuration is not null)
            await ConfigurationFile.ApplyAsync(_app.Services.GetRequiredService<GovernanceStore>(), configuration);
        await _app.StartAsync();

        if (credentials is not null)
            await Console.Out.WriteLineAsync(SampleWelcome.Text(AddressOf(_app), _simulator!.BaseUrl, credentials with { AdminToken = _settings.Gateway.AdminToken! }));
    }

    private async Task<string> StartPostgresAsync(ILoggerFactory logging)
    {
        _postgres = await EmbeddedPostgresServer.StartAsync(_settings.Postgres, logging.CreateLogger<EmbeddedPostgresServer>(), CancellationToken.None);
        return _postgres.ConnectionString;
    }

    // For what happens before there is a host.
    private static ILoggerFactory LoggingOf(WebApplicationBuilder builder) =>
        LoggerFactory.Create(logging => logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());

    private static string AddressOf(WebApplication app) =>
        app.Urls.First().TrimEnd('/');
}
