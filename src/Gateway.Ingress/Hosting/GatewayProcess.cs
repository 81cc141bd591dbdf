using System.Runtime.InteropServices;
using Gateway.Ingress.Hosting.EmbeddedPostgres;
using Gateway.Ingress.Hosting.Sample;
using Gateway.Ingress.Hosting.Settings;
using Gateway.Ingress.Journal;
using Gateway.Projections.Content;
using Gateway.Projections.Governance;
using Gateway.Simulator;
using Microsoft.AspNetCore.Connections;
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
    /// <exception cref="OperationCanceledException">It was told to stop before it was up.</exception>
    public static async Task RunAsync(string[] args, Action<IServiceCollection>? replace = null)
    {
        var (builder, command) = CommandLine.Read(args);
        replace?.Invoke(builder.Services);
        await using var process = new GatewayProcess(GatewaySettings.Read(builder.Configuration));

        // The host listens to signals once it is up. What was started before has to be stopped as well.
        using var interrupted = new CancellationTokenSource();
        using (PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt))
        using (PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt))
        {
            if (command == Command.SchemaApply)
            {
                await process.ApplySchemaAsync(builder, interrupted.Token);
                return;
            }

            await process.StartAsync(builder, interrupted.Token);
        }

        await process._app!.WaitForShutdownAsync();

        void Interrupt(PosixSignalContext signal)
        {
            signal.Cancel = true;
            interrupted.Cancel();
        }
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

    private async Task ApplySchemaAsync(WebApplicationBuilder builder, CancellationToken cancellation)
    {
        var connectionString = await DatabaseAsync(builder, cancellation);
        _app = builder.BuildGateway(_settings, connectionString, MasterKey());
        await DatabaseSchema.EnsureAsync(_app.Services, SchemaMode.Apply, cancellation);
        await Console.Out.WriteLineAsync("The schema is up to date.");
    }

    private async Task StartAsync(WebApplicationBuilder builder, CancellationToken cancellation)
    {
        var connectionString = await DatabaseAsync(builder, cancellation);
        ListenAddress.EnsureFree(_settings.Addresses);
        var sample = _settings.IsSample ? await StartSampleAsync() : null;

        _app = builder.BuildGateway(_settings, connectionString, MasterKey());
        if (await Durability.RefusalAsync(_app.Services.GetRequiredService<NpgsqlDataSource>(), _settings.Audit.Mode, cancellation) is { } refusal)
            throw new SettingsException([refusal]);
        await DatabaseSchema.EnsureAsync(_app.Services, _settings.Gateway.Schema, cancellation);
        await DatabaseKeys.EnsureOursAsync(_app.Services.GetRequiredService<SubjectKeys>(), cancellation);
        var declaration = sample is null
            ? _settings.Declaration
            : SampleOrganization.Declare(sample, _simulator!.BaseUrl, SampleCredentials.ProviderKeyReference(_settings.Gateway.Home));
        if (declaration is not null)
            await ConfigurationFile.ApplyAsync(_app.Services.GetRequiredService<GovernanceStore>(), declaration);
        await SharedProjections.EnsureAgreedAsync(_app.Services, _settings.Gateway, cancellation);
        await ListenAsync(_app, cancellation);
        await SharedProjections.AssignAsync(_app.Services);

        if (sample is not null)
            await Console.Out.WriteLineAsync(SampleWelcome.Text(_app.Urls, _simulator!.BaseUrl, sample));
    }

    private async Task<string> DatabaseAsync(WebApplicationBuilder builder, CancellationToken cancellation)
    {
        if (_settings.ConnectionString is { } configured)
        {
            await ConfiguredDatabase.EnsureReachableAsync(configured, cancellation);
            return configured;
        }

        // For what happens before there is a host.
        using var logging = LoggerFactory.Create(logging => logging.AddConfiguration(builder.Configuration.GetSection("Logging")).AddConsole());
        _postgres = await EmbeddedPostgresServer.StartAsync(_settings.Postgres, logging.CreateLogger<EmbeddedPostgresServer>(), cancellation);
        return _postgres.ConnectionString;
    }

    private MasterKey MasterKey() => _settings.MasterKey ?? MasterKeyFile.ReadOrMake(_settings.Gateway.Home);

    private async Task<SampleCredentials> StartSampleAsync()
    {
        var credentials = SampleCredentials.ReadOrMake(_settings.Gateway.Home);
        _settings.Gateway.AdminToken ??= credentials.AdminToken;
        _simulator = await SampleSimulator.StartAsync(_settings.Gateway.Home, credentials.ProviderKey);
        return credentials with { AdminToken = _settings.Gateway.AdminToken };
    }

    private static async Task ListenAsync(WebApplication app, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation);
        }
        catch (IOException failure) when (failure.InnerException is AddressInUseException)
        {
            // Taken since it was tried. What has been started knows nothing of it yet.
            await app.StopAsync(CancellationToken.None);
            throw new SettingsException([$"urls: {failure.Message}; listen elsewhere with --urls."]);
        }
    }
}
