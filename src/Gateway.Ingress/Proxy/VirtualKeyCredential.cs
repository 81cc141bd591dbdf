using Gateway.Domain.Governance;
using Gateway.Domain.Keys;
using Gateway.Ingress.Proxy.Requests;

namespace Gateway.Ingress.Proxy;

/// <summary>The virtual key that a client presents: <c>Authorization: Bearer</c>, <c>x-api-key</c> or <c>api-key</c>.</summary>
internal static class VirtualKeyCredential
{
    private const string Scheme = "Bearer ";

    /// <summary>The key in force; null: none was presented, or it is unknown or revoked.</summary>
    public static VirtualKey? Find(IHeaderDictionary headers, GovernanceSnapshot snapshot)
    {
        var secret = SecretOf(headers);
        return secret.Length is 0 or > KeySecret.MaxLength ? null : snapshot.FindKey(KeySecret.HashOf(secret));
    }

    /// <summary>What may be told of a credential that is of nobody; null: none was presented.</summary>
    public static string? PrefixOf(IHeaderDictionary headers)
    {
        var secret = SecretOf(headers);
        var changed = false;
        return secret.Length == 0 ? null : StorableText.Clean(KeySecret.PrefixOf(secret), ref changed);
    }

    private static string SecretOf(IHeaderDictionary headers)
    {
        var authorization = headers.Authorization.ToString();
        if (authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
            return authorization[Scheme.Length..].Trim();

        var key = headers["x-api-key"].ToString();
        return key.Length > 0 ? key : headers["api-key"].ToString();
    }
}
