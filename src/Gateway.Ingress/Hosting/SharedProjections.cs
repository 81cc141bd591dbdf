using Gateway.Ingress.Hosting.Settings;
using Gateway.Ingress.Nodes;
using Wolverine.Runtime;

namespace Gateway.Ingress.Hosting;

/// <summary>What a process with the role <see cref="Roles.Projections"/> has to settle with the others of its database.</summary>
internal static class SharedProjections
{
    /// <summary>Makes sure, before it starts, that nobody runs the projections without knowing of this process.</summary>
    /// <exception cref="SettingsException">Somebody does.</exception>
    public static async Task EnsureAgreedAsync(IServiceProvider services, GatewayOptions options, CancellationToken cancellation)
    {
        if (!options.Roles.HasFlag(Roles.Projections))
            return;
        if (!await services.GetRequiredService<ProjectionsLock>().TakeAsync(cancellation))
        {
            throw new SettingsException(
                ["Gateway:Clustered: another process runs the projections of this database; set it to true for all of them, or end the other one."]);
        }

        // Who had them is dead, and need not be waited for until it counts as such. A living process of another role registers itself again.
        if (!options.Clustered)
            await services.GetRequiredService<IWolverineRuntime>().Storage.Nodes.ClearAllAsync(cancellation);
    }

    /// <summary>Has them assigned once it is started; by itself Wolverine looks for the first time after more than a second.</summary>
    public static Task AssignAsync(IServiceProvider services) =>
        services.GetRequiredService<IWolverineRuntime>().Agents.KickstartHealthDetectionAsync();
}
