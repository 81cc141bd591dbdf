using Gateway.Ingress.Hosting.Settings;

namespace Gateway.Ingress.Hosting;

/// <summary>What the process was started for.</summary>
internal enum Command
{
    /// <summary>To run until it is told to stop.</summary>
    Run,

    /// <summary>To bring the database's schema up to date.</summary>
    SchemaApply,
}

/// <summary>The arguments: a command, if any, and settings.</summary>
internal static class CommandLine
{
    /// <summary>Reads them, and with them everything else that settings come from.</summary>
    /// <exception cref="SettingsException">They, or <c>appsettings.json</c>, can't be read.</exception>
    public static (WebApplicationBuilder Builder, Command Command) Read(string[] args)
    {
        var command = CommandOf(args);
        try
        {
            return (WebApplication.CreateBuilder(args), command);
        }
        catch (FormatException)
        {
            // The message would repeat the value, which may be a secret.
            throw new SettingsException(["the command line: settings begin with two dashes, as in --Gateway:Roles=ingress."]);
        }
        catch (InvalidDataException failure)
        {
            throw new SettingsException([$"{failure.Message} {failure.InnerException?.Message}".Trim()]);
        }
    }

    private static Command CommandOf(string[] args)
    {
        if (args is ["schema", "apply", ..])
            return Command.SchemaApply;
        if (args is [{ Length: > 0 } first, ..] && first[0] is not ('-' or '/') && !first.Contains('=', StringComparison.Ordinal))
            throw new SettingsException([$"the command line: there is no command '{first}'; there is 'schema apply', and without one the gateway runs."]);
        return Command.Run;
    }
}
