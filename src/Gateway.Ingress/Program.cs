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
catch (OperationCanceledException)
{
    await Console.Error.WriteLineAsync("The gateway was stopped before it was up.");
    return 1;
}
