using Gateway.GraphQL;
using Gateway.Ingress.Access;
using Gateway.Ingress.Governance;
using Gateway.Ingress.Hosting.Settings;
using Gateway.Ingress.Journal;
using Gateway.Ingress.Nodes;
using Gateway.Ingress.Proxy;
using Gateway.Ingress.Proxy.Relay;
using Gateway.Ingress.Proxy.Upstream;
using Gateway.Projections.Content;
using Gateway.Projections.Governance;
using Gateway.Projections.Store;
using JasperFx;
using Marten;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;
using OpenTelemetry.Metrics;
using Wolverine;
using Wolverine.Marten;

namespace Gateway.Ingress.Hosting;

/// <summary>What a gateway process is made of.</summary>
internal static class GatewayServices
{
    /// <summary>Registers everything that the process' roles need.</summary>
    public static void AddGateway(this WebApplicationBuilder builder, GatewaySettings settings, string connectionString, MasterKey masterKey)
    {
        var services = builder.Services;
        services.AddSingleton(Options.Create(settings.Gateway));
        services.AddSingleton(Options.Create(settings.Audit));
        services.AddSingleton(Options.Create(settings.Node));
        services.AddSingleton(Options.Create(settings.Proxy));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(masterKey);
        services.AddSingleton(_ => new NpgsqlDataSourceBuilder(GatewayStore.ConnectionString(connectionString)) { Name = "gateway" }.Build());

        builder.AddStore(settings.Gateway);
        services.AddJournal();
        services.AddProxy();
        services.AddGatewayGraphQL(graphQL =>
        {
            graphQL.AdminToken = settings.Gateway.AdminToken;
            graphQL.CursorKey = masterKey.Derive("graphql cursor");
        });
        services.AddOpenTelemetry().WithMetrics(metrics => metrics.AddMeter(IngressTelemetry.Name, "Npgsql").AddPrometheusExporter());
    }

    private static void AddStore(this WebApplicationBuilder builder, GatewayOptions options)
    {
        var hasProjections = options.Roles.HasFlag(Roles.Projections);

        // Before the projections, so that it is let go after them.
        if (hasProjections)
            builder.Services.AddHosted<ProjectionsLock>();
        builder.Services
            .AddMarten(provider =>
            {
                var store = new StoreOptions { AutoCreateSchemaObjects = AutoCreate.None };
                GatewayStore.Configure(store, provider.GetRequiredService<NpgsqlDataSource>());
                return store;
            })
            .IntegrateWithWolverine(marten => marten.UseWolverineManagedEventSubscriptionDistribution = hasProjections);

        builder.Host.UseWolverine(wolverine =>
        {
            wolverine.Discovery.DisableConventionalDiscovery();
            wolverine.CodeGeneration.TypeLoadMode = JasperFx.CodeGeneration.TypeLoadMode.Static;
            wolverine.AutoBuildMessageStorageOnStartup = AutoCreate.None;

            // For one process too: in Solo a projection that an outage of the database stopped does not always go on when it is back.
            wolverine.Durability.Mode = DurabilityMode.Balanced;

            // As they come, the first event after the death of a node is queryable after a minute.
            wolverine.Durability.CheckAssignmentPeriod = TimeSpan.FromSeconds(1);
            wolverine.Durability.FirstHealthCheckExecution = TimeSpan.FromMilliseconds(100);
            wolverine.Durability.HealthCheckPollingTime = TimeSpan.FromSeconds(1);
            wolverine.Durability.StaleNodeTimeout = TimeSpan.FromSeconds(3);
        });
    }

    // The order is that of the start; the stop goes the other way round, so the journal drains before the lease ends.
    private static void AddJournal(this IServiceCollection services)
    {
        services.AddSingleton<GovernanceStore>();
        services.AddSingleton<SubjectKeys>();
        services.AddHosted<GovernanceView>();
        services.AddHosted<NodeLease>();
        services.AddSingleton<JournalTransaction>();
        services.AddHosted<CallJournal>();
        services.TryAddSingleton<IJournal>(provider => provider.GetRequiredService<CallJournal>());
        services.AddHosted<OrphanSweeper>();
        services.AddHosted<AuthenticationFailures>();
    }

    private static void AddProxy(this IServiceCollection services)
    {
        services.AddSingleton<ProviderCredentials>();
        services.AddSingleton<UpstreamClient>();
        services.AddSingleton<CallSettler>();
        services.AddSingleton<PlainRelay>();
        services.AddSingleton<StreamRelay>();
        services.AddSingleton<CallForwarder>();
        services.AddSingleton<CallPipeline>();
        services.AddSingleton<OpenAIEndpoints>();
    }

    private static void AddHosted<T>(this IServiceCollection services)
        where T : class, IHostedService
    {
        services.AddSingleton<T>();
        services.AddHostedService(provider => provider.GetRequiredService<T>());
    }
}
