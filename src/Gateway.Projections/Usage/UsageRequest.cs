namespace Gateway.Projections.Usage;

/// <summary>What usage can be told apart by.</summary>
public enum UsageDimension
{
    /// <summary>The organization.</summary>
    Organization,

    /// <summary>The team.</summary>
    Team,

    /// <summary>The project.</summary>
    Project,

    /// <summary>The virtual key's name.</summary>
    Key,

    /// <summary>The provider that answered, or was tried last.</summary>
    Provider,

    /// <summary>The model that the client asked for.</summary>
    Model,
}

/// <summary>How long the stretches are that usage is told by.</summary>
public enum UsageGrain
{
    /// <summary>UTC hours.</summary>
    Hour,

    /// <summary>UTC days.</summary>
    Day,
}

/// <summary>A question about usage: calls that started in [<paramref name="From"/>, <paramref name="To"/>) and have ended.</summary>
/// <param name="From">Any instant; whole UTC hours are the fastest.</param>
/// <param name="To">Any instant.</param>
/// <param name="GroupBy">What to tell apart; none: one row.</param>
/// <param name="Grain">By which stretches; null: the whole range is one.</param>
public sealed record UsageRequest(DateTimeOffset From, DateTimeOffset To, IReadOnlyCollection<UsageDimension> GroupBy, UsageGrain? Grain);
