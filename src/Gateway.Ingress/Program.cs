using Gateway.Ingress.Hosting;
using Gateway.Ingress.Hosting.EmbeddedPostgres;
using Gateway.Ingress.Hosting.Settings;

try
{
    await GatewayProcess.RunAsync(args);
    return 0;
}
catch (Exception failure) when (failure is SettingsException or EmbeddedPostgresException)
{
    await Console.Error.WriteLineAsync(failure.Message);
    return 1;
}
