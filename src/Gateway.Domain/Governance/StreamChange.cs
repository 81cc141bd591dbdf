namespace Gateway.Domain.Governance;

/// <summary>Events to append to one stream of the control plane.</summary>
/// <param name="Stream">The stream's id.</param>
/// <param name="Organization">The organization it belongs to, which names its tenant; null: the operator's.</param>
/// <param name="IsNew">True: the stream begins with these events.</param>
/// <param name="Events">At least one.</param>
public sealed record StreamChange(Guid Stream, string? Organization, bool IsNew, IReadOnlyList<ControlPlaneEvent> Events);
