using System.Collections.Concurrent;
using Gateway.Domain.Routing;

namespace Gateway.Ingress.Governance;

/// <summary>
/// The providers' credentials, read from where the configuration says they are, and nowhere else to be found. A file is read again every
/// ten seconds, so that a rotated secret is picked up; an environment variable can't change.
/// </summary>
internal sealed class ProviderCredentials(TimeProvider time)
{
    private static readonly TimeSpan FileLifetime = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, (string? Secret, DateTimeOffset ReadAt)> _secrets = new();

    /// <summary>A provider's credential; null: it wants none, or it can't be read.</summary>
    public string? Find(Provider provider)
    {
        if (provider.ApiKey is not { } reference)
            return null;

        var now = time.GetUtcNow();
        if (_secrets.TryGetValue(reference, out var known) && now - known.ReadAt < FileLifetime)
            return known.Secret;

        var secret = SecretReference.Read(reference);
        _secrets[reference] = (secret, now);
        return secret;
    }
}
