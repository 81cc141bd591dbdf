namespace Gateway.Ingress.Nodes;

/// <summary>What the node's lease, the sweeper and the projections' lock say in the log. Ids 1100 to 1199.</summary>
internal static partial class NodeLog
{
    [LoggerMessage(1100, LogLevel.Information, "Node {Node} takes calls as {Boot}")]
    public static partial void Started(ILogger logger, string node, Guid boot);

    [LoggerMessage(1101, LogLevel.Warning, "The lease of {Boot} could not be written")]
    public static partial void LeaseNotWritten(ILogger logger, Exception failure, Guid boot);

    [LoggerMessage(1102, LogLevel.Warning, "Node {Node} ({Boot}) is dead: its open calls are closed as abandoned")]
    public static partial void Fenced(ILogger logger, string node, Guid boot);

    [LoggerMessage(1103, LogLevel.Information, "{Count} calls of dead nodes were closed as abandoned")]
    public static partial void Abandoned(ILogger logger, int count);

    [LoggerMessage(1104, LogLevel.Warning, "Looking for calls of dead nodes failed; it is tried again")]
    public static partial void SweepFailed(ILogger logger, Exception failure);

    [LoggerMessage(1105, LogLevel.Error, "Another process runs the projections of this database as well: set Gateway:Clustered for all of them")]
    public static partial void ProjectionsShared(ILogger logger);

    [LoggerMessage(1106, LogLevel.Warning, "The lock on the projections was lost; it is taken again")]
    public static partial void ProjectionsLockLost(ILogger logger, Exception failure);
}
