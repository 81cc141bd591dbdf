namespace Gateway.Ingress.Governance;

/// <summary>What the governance view and the configuration file say in the log. Ids 1200 to 1299.</summary>
internal static partial class GovernanceLog
{
    [LoggerMessage(1200, LogLevel.Information, "Governance version {Version} is in force")]
    public static partial void Loaded(ILogger logger, long version);

    [LoggerMessage(1201, LogLevel.Warning, "The governance version could not be read; the last one stays in force until the journal says otherwise")]
    public static partial void NotRead(ILogger logger, Exception failure);

    [LoggerMessage(1202, LogLevel.Information, "The configuration file {File} was applied: {Events} events")]
    public static partial void Applied(ILogger logger, string file, int events);
}
