using Microsoft.Extensions.Logging;

namespace Gateway.GraphQL.Transport;

/// <summary>What the API logs: ids from 4000.</summary>
internal static partial class Log
{
    [LoggerMessage(4000, LogLevel.Error, "GraphQL field failed at {Path}; correlation id {CorrelationId}")]
    public static partial void FieldFailed(ILogger logger, string path, string correlationId, Exception exception);
}
