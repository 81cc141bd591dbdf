namespace Gateway.Ingress.Hosting.EmbeddedPostgres;

/// <summary>What the embedded PostgreSQL says in the log. Ids 1500 to 1599.</summary>
internal static partial class EmbeddedPostgresLog
{
    [LoggerMessage(1501, LogLevel.Information, "PostgreSQL {Version} started as {Account} on port {Port} (pid {ProcessId}), data in {Data}")]
    public static partial void Started(ILogger logger, int version, string account, int port, int processId, string data);

    [LoggerMessage(1502, LogLevel.Warning, "PostgreSQL on port {Port} (pid {ProcessId}) was left running by a gateway that died; it is taken over and will be stopped with this one")]
    public static partial void Adopted(ILogger logger, int port, int processId);

    [LoggerMessage(1503, LogLevel.Information, "PostgreSQL (pid {ProcessId}) stopped")]
    public static partial void Stopped(ILogger logger, int processId);

    [LoggerMessage(1504, LogLevel.Warning, "PostgreSQL (pid {ProcessId}) did not finish its fast shutdown; it is asked to stop at once and will recover from its log at the next start")]
    public static partial void StoppingAtOnce(ILogger logger, int processId);

    [LoggerMessage(1505, LogLevel.Warning, "PostgreSQL did not start ({Failure}); trying again")]
    public static partial void StartingAgain(ILogger logger, string failure);

    [LoggerMessage(1506, LogLevel.Information, "No PostgreSQL is installed; downloading its binaries into {Home}")]
    public static partial void Downloading(ILogger logger, string home);
}
