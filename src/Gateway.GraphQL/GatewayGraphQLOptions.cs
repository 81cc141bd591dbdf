namespace Gateway.GraphQL;

/// <summary>What the GraphQL API is set up with.</summary>
public sealed class GatewayGraphQLOptions
{
    /// <summary>The bearer token that may see everything. Default: none, and nobody is let in by it.</summary>
    public string? AdminToken { get; set; }

    /// <summary>
    /// The key that cursors are signed with, at least 32 bytes. Nodes that share it accept each other's cursors. Default: a random one, with
    /// which a cursor is good until the process ends.
    /// </summary>
    public byte[]? CursorKey { get; set; }
}
