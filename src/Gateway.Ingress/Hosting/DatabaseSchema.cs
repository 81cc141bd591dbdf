using Gateway.Ingress.Hosting.Settings;
using JasperFx;
using Marten;
using Npgsql;
using Wolverine.Runtime;

namespace Gateway.Ingress.Hosting;

/// <summary>Brings the database's schema up to date, or makes sure that it is.</summary>
internal static class DatabaseSchema
{
    private const string Command = "dotnet run --project src/Gateway.Ingress -- schema apply";

    /// <summary>Applies or verifies. Processes that start together take turns: Marten holds an advisory lock over its changes.</summary>
    /// <exception cref="SettingsException">It was to be verified and is not up to date, or the role may not change it.</exception>
    public static async Task EnsureAsync(IServiceProvider services, SchemaMode mode, CancellationToken cancellation)
    {
        var store = services.GetRequiredService<IDocumentStore>();
        if (mode == SchemaMode.Apply)
            await ApplyAsync(store, services.GetRequiredService<IWolverineRuntime>(), cancellation);
        else
            await VerifyAsync(store, services.GetRequiredService<IWolverineRuntime>(), cancellation);
    }

    private static async Task ApplyAsync(IDocumentStore store, IWolverineRuntime wolverine, CancellationToken cancellation)
    {
        try
        {
            await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);
            cancellation.ThrowIfCancellationRequested();
            await wolverine.Storage.Admin.MigrateAsync(AutoCreate.CreateOrUpdate);
        }
        catch (Exception failure) when (Refusal(failure) is { } refusal)
        {
            throw new SettingsException(
                [$"ConnectionStrings:Gateway: the role may not bring the schema up to date ({refusal.MessageText}). Run '{Command}' as its owner and set Gateway:Schema=Verify."]);
        }
    }

    private static async Task VerifyAsync(IDocumentStore store, IWolverineRuntime wolverine, CancellationToken cancellation)
    {
        try
        {
            await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync(cancellation);
            await ((Weasel.Core.Migrations.IDatabase)wolverine.Storage).AssertDatabaseMatchesConfigurationAsync(cancellation);
        }
        catch (Weasel.Core.Migrations.DatabaseValidationException)
        {
            throw new SettingsException([$"Gateway:Schema: the database's schema is not up to date; run '{Command}' as its owner."]);
        }
    }

    private static PostgresException? Refusal(Exception? failure)
    {
        while (failure is not null and not PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege })
            failure = failure.InnerException;
        return failure as PostgresException;
    }
}
