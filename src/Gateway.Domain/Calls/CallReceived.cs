using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace Gateway.Domain.Calls;

/// <summary>A call was admitted; durable before any outside party is contacted.</summary>
public sealed record CallReceived : CallOpening
{
    /// <summary>For the store.</summary>
    [JsonConstructor]
    public CallReceived()
    {
    }

    /// <summary>Completes an opening.</summary>
    [SetsRequiredMembers]
    public CallReceived(CallOpening opening, string route, string strategy, IReadOnlyList<PlannedTarget> targets)
        : base(opening)
    {
        Route = route;
        Strategy = strategy;
        Targets = targets;
    }

    /// <summary>The name of the route that serves the call.</summary>
    public required string Route { get; init; }

    /// <summary>How the route chooses among its targets.</summary>
    public required string Strategy { get; init; }

    /// <summary>The targets in the order in which they may be tried.</summary>
    public required IReadOnlyList<PlannedTarget> Targets { get; init; }

    /// <summary>What the gateway adds to the client's request, by JSON path; absent: nothing.</summary>
    public IReadOnlyList<string>? Injected { get; init; }
}

/// <summary>A target as the plan of one call knew it.</summary>
/// <param name="Provider">The provider's configured name.</param>
/// <param name="Model">The provider's name of the model.</param>
/// <param name="Region">The provider's region; absent: not stated.</param>
public sealed record PlannedTarget(string Provider, string Model, string? Region = null);
