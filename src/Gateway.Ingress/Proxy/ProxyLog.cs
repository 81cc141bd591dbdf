namespace Gateway.Ingress.Proxy;

/// <summary>What the way of a call says in the log. Ids 1300 to 1399. Never content, never a secret.</summary>
internal static partial class ProxyLog
{
    [LoggerMessage(1300, LogLevel.Error, "Call {CallId} failed inside the gateway")]
    public static partial void Failed(ILogger logger, Exception failure, Guid callId);

    [LoggerMessage(1301, LogLevel.Debug, "The client of call {CallId} left before the last byte")]
    public static partial void NotDelivered(ILogger logger, Guid callId);
}
