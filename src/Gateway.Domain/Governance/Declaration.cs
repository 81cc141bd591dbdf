using Gateway.Domain.Pricing;
using Gateway.Domain.Routing;

namespace Gateway.Domain.Governance;

/// <summary>What somebody wants the control plane to be, whole and checked. Holds no secret: <see cref="DeclarationReader"/> keeps their hashes only.</summary>
public sealed record Declaration
{
    /// <summary>Who declares, one of <see cref="DeclarationSources"/>: what has another source stays as it is.</summary>
    public required string Source { get; init; }

    /// <summary>The organizations with what they consist of.</summary>
    public IReadOnlyList<DeclaredOrganization> Organizations { get; init; } = [];

    /// <summary>The providers.</summary>
    public IReadOnlyList<DeclaredProvider> Providers { get; init; } = [];

    /// <summary>The routes; each target names one of <see cref="Providers"/>.</summary>
    public IReadOnlyList<DeclaredRoute> Routes { get; init; } = [];

    /// <summary>The virtual keys; no two have the same secret.</summary>
    public IReadOnlyList<DeclaredKey> Keys { get; init; } = [];

    /// <summary>The prices.</summary>
    public IReadOnlyList<DeclaredPrice> Prices { get; init; } = [];
}

/// <summary>An organization and its teams.</summary>
public sealed record DeclaredOrganization(string Name, IReadOnlyList<DeclaredTeam> Teams);

/// <summary>A team and the names of its projects.</summary>
public sealed record DeclaredTeam(string Name, IReadOnlyList<string> Projects);

/// <summary>A provider; see <see cref="Provider"/>.</summary>
public sealed record DeclaredProvider(string Name, string? Organization, ProviderKind Kind, string BaseUrl, string? ApiKey, string? Region);

/// <summary>A route; see <see cref="Route"/>.</summary>
public sealed record DeclaredRoute(string Model, string? Organization, RouteStrategy Strategy, IReadOnlyList<Target> Targets);

/// <summary>A virtual key with what is kept of its secret; see <see cref="Keys.VirtualKey"/>.</summary>
public sealed record DeclaredKey(
    string Name, string Organization, string? Team, string? Project, string SecretHash, string SecretPrefix, IReadOnlyList<string> Models);

/// <summary>A price from a day on.</summary>
/// <param name="Organization">The organization it belongs to; null: the operator's, for everybody.</param>
/// <param name="Provider">The provider's configured name.</param>
/// <param name="Model">The provider's name of the model.</param>
/// <param name="From">The first instant at which it is in force: midnight UTC.</param>
/// <param name="Rates">What it says.</param>
public sealed record DeclaredPrice(string? Organization, string Provider, string Model, DateTimeOffset From, Rates Rates);
