namespace Gateway.Ingress.Journal;

/// <summary>What the journal says in the log. Ids 1000 to 1099.</summary>
internal static partial class JournalLog
{
    [LoggerMessage(1000, LogLevel.Error, "The database is away: calls are refused until it is back")]
    public static partial void DatabaseAway(ILogger logger, Exception failure);

    [LoggerMessage(1001, LogLevel.Information, "The database is back: calls are admitted again")]
    public static partial void DatabaseBack(ILogger logger);

    [LoggerMessage(1002, LogLevel.Warning, "A commit of {Count} entries was refused; each is tried on its own")]
    public static partial void BatchRetried(ILogger logger, Exception failure, int count);

    [LoggerMessage(1003, LogLevel.Critical, "The store refuses the entry of call {CallId}")]
    public static partial void EntryRefused(ILogger logger, Exception failure, Guid callId);

    [LoggerMessage(1004, LogLevel.Warning, "The outcome of call {CallId} was not written: another node has closed it, or it was never recorded")]
    public static partial void OutcomeRefused(ILogger logger, Guid callId);

    [LoggerMessage(1005, LogLevel.Warning, "{Max} calls are open: more are refused (said every 10 s at most)")]
    public static partial void Overloaded(ILogger logger, int max);

    [LoggerMessage(1006, LogLevel.Critical, "{Count} outcomes could not be written before the stop; their calls will be closed as abandoned")]
    public static partial void EntriesLost(ILogger logger, int count);
}
