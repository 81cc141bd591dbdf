namespace Gateway.GraphQL.Authentication;

/// <summary>Who asks, and what they may see.</summary>
/// <param name="Name">For logs and the audit trail; no secret.</param>
/// <param name="Organizations">The organizations whose calls they may see; null: all of them.</param>
public sealed record Caller(string Name, IReadOnlyCollection<string>? Organizations);
