using Gateway.Domain.Governance;

namespace Gateway.Domain.Routing;

/// <summary>The wire dialect and the habits of a provider.</summary>
public enum ProviderKind
{
    /// <summary>OpenAI itself.</summary>
    OpenAI,

    /// <summary>Any other server that speaks OpenAI's format: self-hosted or commercial.</summary>
    OpenAICompatible,
}

/// <summary>Who serves models, as the events tell it.</summary>
/// <param name="Id">The provider's stream id.</param>
/// <param name="Name">Unique within its organization, or among the operator's.</param>
/// <param name="Organization">The organization it belongs to; null: the operator's, for everybody.</param>
/// <param name="Kind">Its dialect.</param>
/// <param name="BaseUrl">Ends with the version segment: <c>https://api.openai.com/v1</c>.</param>
/// <param name="ApiKey">Where its credential is: <c>env:NAME</c> or <c>file:PATH</c>, never the credential; null: it wants none.</param>
/// <param name="Region">Where it processes data; null: not stated.</param>
public sealed record Provider(Guid Id, string Name, string? Organization, ProviderKind Kind, string BaseUrl, string? ApiKey, string? Region)
{
    /// <summary>What it came from, one of <see cref="DeclarationSources"/>.</summary>
    public string Source { get; init; } = "";

    /// <summary>The state after an event; null: the provider is gone. Events of other streams change nothing.</summary>
    public static Provider? Evolve(Provider? provider, Guid id, object @event) => @event switch
    {
        ProviderDeclared declared => new Provider(
            id,
            declared.Name,
            declared.Organization,
            ProviderKinds.Parse(declared.Kind),
            declared.BaseUrl,
            declared.ApiKey,
            declared.Region)
        {
            Source = declared.Source,
        },
        ProviderChanged changed => provider! with
        {
            Kind = ProviderKinds.Parse(changed.Kind),
            BaseUrl = changed.BaseUrl,
            ApiKey = changed.ApiKey,
            Region = changed.Region,
        },
        ProviderRemoved => null,
        _ => provider,
    };
}
