namespace Gateway.Ingress.Access;

/// <summary>What the record of access says in the log. Ids 1400 to 1499.</summary>
internal static partial class AccessLog
{
    [LoggerMessage(1400, LogLevel.Warning, "{Count} refused credentials could not be recorded")]
    public static partial void FailuresNotRecorded(ILogger logger, Exception failure, long count);
}
