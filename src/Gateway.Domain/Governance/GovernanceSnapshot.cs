using System.Collections.Frozen;
using Gateway.Domain.Keys;
using Gateway.Domain.Pricing;
using Gateway.Domain.Routing;

namespace Gateway.Domain.Governance;

/// <summary>
/// The control plane at one version, compiled for the way of a call: immutable, no I/O. What belongs to an organization comes
/// before what belongs to the operator.
/// </summary>
public sealed class GovernanceSnapshot
{
    private static readonly CallDecision UnknownKey =
        new CallDecision.Deny(null, new Rejection("invalid_api_key", "The virtual key is unknown or revoked."));

    private static readonly Rejection ModelNotFound = new("model_not_found", "No route serves this model.");
    private static readonly Rejection ModelNotAllowed = new("model_not_allowed", "The virtual key may not use this model.");

    private readonly FrozenDictionary<string, VirtualKey> _keysByHash;
    private readonly FrozenSet<(string? Organization, string Name)> _providers;
    private readonly RoutePlans _routes;
    private readonly FrozenDictionary<(string? Organization, string Provider, string Model), PriceList> _prices;

    /// <summary>Compiles the control plane.</summary>
    /// <exception cref="ArgumentException">Two active keys have one secret, two things one name, or a target's provider does not exist.</exception>
    public GovernanceSnapshot(
        long version, IEnumerable<VirtualKey> keys, IEnumerable<Provider> providers, IEnumerable<Route> routes, IEnumerable<PriceList> priceLists)
    {
        Version = version;
        var providersByName = providers.ToDictionary(provider => (provider.Organization, provider.Name));
        _keysByHash = Unique(keys.Where(key => key.Status == VirtualKeyStatus.Active), key => key.SecretHash).ToFrozenDictionary();
        _providers = providersByName.Keys.ToFrozenSet();
        _routes = new RoutePlans(routes, providersByName);
        _prices = Unique(priceLists, list => (list.Organization, list.Provider, list.Model)).ToFrozenDictionary();
    }

    /// <summary>A control plane in which nothing was ever declared.</summary>
    public static GovernanceSnapshot Empty { get; } = new(0, [], [], [], []);

    /// <summary>Grows with every change of the control plane.</summary>
    public long Version { get; }

    /// <summary>The active key of a secret; null: there is none.</summary>
    /// <param name="secretHash">SHA-256 of the secret, lower-case hex.</param>
    public VirtualKey? FindKey(string secretHash) => _keysByHash.GetValueOrDefault(secretHash);

    /// <summary>The routes that a key may use, by name.</summary>
    public IEnumerable<Route> RoutesOf(VirtualKey key) => _routes.Of(key.Organization).Where(route => key.MayUse(route.Model));

    /// <summary>The price in force for a model of a provider, the organization's own before the operator's; null: unpriced.</summary>
    /// <remarks>The operator's price is of the operator's provider: it is not that of an organization's own provider of the same name.</remarks>
    public Price? FindPrice(string organization, string provider, string model, DateTimeOffset at)
    {
        var own = _prices.GetValueOrDefault((organization, provider, model))?.At(at);
        if (own is not null || _providers.Contains((organization, provider)))
            return own;
        return _prices.GetValueOrDefault((null, provider, model))?.At(at);
    }

    /// <summary>Whether a call may go out, and where to.</summary>
    public CallDecision Decide(CallRequest request)
    {
        if (FindKey(request.KeyHash) is not { } key)
            return UnknownKey;
        if (_routes.Find(key.Organization, request.Model) is not { } plan)
            return new CallDecision.Deny(key, ModelNotFound);
        return key.MayUse(request.Model) ? new CallDecision.Admit(key, plan.Route, plan.Targets) : new CallDecision.Deny(key, ModelNotAllowed);
    }

    // FrozenDictionary keeps the last of two; here a second one is a defect.
    private static Dictionary<TKey, TValue> Unique<TKey, TValue>(IEnumerable<TValue> values, Func<TValue, TKey> keyOf)
        where TKey : notnull =>
        values.ToDictionary(keyOf);
}
