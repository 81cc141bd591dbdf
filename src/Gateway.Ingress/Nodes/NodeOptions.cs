namespace Gateway.Ingress.Nodes;

/// <summary>This process among the others: <c>Gateway:Node</c>.</summary>
public sealed class NodeOptions
{
    /// <summary>The node's name in events. Default: the machine's name.</summary>
    public string Name { get; set; } = Environment.MachineName;

    /// <summary>How long a node that says nothing counts as alive. Default: 10 s.</summary>
    public TimeSpan Lease { get; set; } = TimeSpan.FromSeconds(10);
}
