using Gateway.Projections.Access;
using Gateway.Projections.Calls;
using Gateway.Projections.Content;
using Gateway.Projections.Governance;
using Gateway.Projections.Nodes;
using JasperFx.Events;
using JasperFx.MultiTenancy;
using Marten;
using Npgsql;
using Weasel.Core;

namespace Gateway.Projections.Store;

/// <summary>The event store's settings: one place for what must be the same in every process that opens it.</summary>
public static class GatewayStore
{
    /// <summary>The PostgreSQL schema that holds everything of ours.</summary>
    public const string Schema = "gateway";

    /// <summary>
    /// Npgsql settings for the store: Marten's statements are the same text each time, so preparing them halves what the server does;
    /// and nothing of ours leaves session state behind that a reset would have to clear.
    /// </summary>
    public static string ConnectionString(string connectionString) =>
        new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
            ApplicationName = "gateway",
        }.ConnectionString;

    /// <summary>Applies the settings.</summary>
    public static void Configure(StoreOptions options, NpgsqlDataSource dataSource)
    {
        options.Connection(dataSource);
        options.DatabaseSchemaName = Schema;
        options.DisableNpgsqlLogging = true;
        options.UseSystemTextJsonForSerialization(StoreJson.Create(), EnumStorage.AsString, Casing.CamelCase);

        options.Events.StreamIdentity = StreamIdentity.AsGuid;
        options.Events.TenancyStyle = TenancyStyle.Conjoined;
        options.Events.AppendMode = EventAppendMode.Quick;
        options.Events.EnableBigIntEvents = true;
        options.Events.UseListenNotifyForEventAppends = true;
        options.Policies.AllDocumentsAreMultiTenanted();

        options.Projections.StaleSequenceThreshold = TimeSpan.FromMilliseconds(200);
        options.Projections.FastPollingTime = TimeSpan.FromMilliseconds(50);
        options.Projections.SlowPollingTime = TimeSpan.FromMilliseconds(100);

        // A skipped event is money that vanishes without a word: stop instead, and say so.
        options.Projections.Errors.SkipApplyErrors = false;
        options.Projections.Errors.SkipSerializationErrors = false;
        options.Projections.Errors.SkipUnknownEvents = false;

        CallEvents.Register(options);
        AccessEvents.Register(options);
        GovernanceEvents.Register(options);
        NodeTable.Register(options);
        SubjectKeyTable.Register(options);
        CallViews.Register(options);
    }
}
