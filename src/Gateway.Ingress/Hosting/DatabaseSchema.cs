using Gateway.Ingress.Hosting.Settings;
using JasperFx;
using Marten;
using Wolverine.Runtime;

namespace Gateway.Ingress.Hosting;

/// <summary>Brings the database's schema up to date, or makes sure that it is.</summary>
internal static class DatabaseSchema
{
    /// <summary>Applies or verifies. Processes that start together take turns: Marten holds an advisory lock over its changes.</summary>
    /// <exception cref="SettingsException">It was to be verified, and is not up to date.</exception>
    public static async Task EnsureAsync(IServiceProvider services, SchemaMode mode)
    {
        var store = services.GetRequiredService<IDocumentStore>();
        if (mode == SchemaMode.Apply)
        {
            await store.Storage.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate);
            await services.GetRequiredService<IWolverineRuntime>().Storage.Admin.MigrateAsync(AutoCreate.CreateOrUpdate);
            return;
        }

        try
        {
            await store.Storage.Database.AssertDatabaseMatchesConfigurationAsync();
        }
        catch (Weasel.Core.Migrations.DatabaseValidationException)
        {
            throw new SettingsException(
                ["Gateway:Schema: the database's schema is not up to date; run 'dotnet run --project src/Gateway.Ingress -- schema apply' as its owner."]);
        }
    }
}
