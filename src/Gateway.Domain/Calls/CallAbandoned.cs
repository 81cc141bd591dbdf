namespace Gateway.Domain.Calls;

/// <summary>The node that held the call died; another one closed it. A provider may have served it.</summary>
/// <param name="ReceivedAt">The call's own <see cref="CallOpening.ReceivedAt"/>.</param>
/// <param name="CompletedAt">When it was closed, by the closing node's clock.</param>
/// <param name="DeadNode">The node that held it.</param>
/// <param name="DeadBoot">The process that held it.</param>
/// <param name="ClosedBy">The node that closed it.</param>
public sealed record CallAbandoned(DateTimeOffset ReceivedAt, DateTimeOffset CompletedAt, string DeadNode, Guid DeadBoot, string ClosedBy);
