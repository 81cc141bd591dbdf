using System.Security.Cryptography;

namespace Gateway.Testing;

/// <summary>The secrets of a test run: each is new, so that finding one where it does not belong can't be chance.</summary>
public static class TestSecrets
{
    /// <summary>What the gateway shows to the simulator.</summary>
    public static string ProviderKey { get; } = Make("sk-provider-");

    /// <summary>The virtual key <c>ci</c> of acme, research, search: it may use every model.</summary>
    public static string Key { get; } = Make("gw-ci-");

    /// <summary>The virtual key <c>narrow</c> of acme, sales: it may use models that begin with <c>gpt-4o-mini</c>.</summary>
    public static string NarrowKey { get; } = Make("gw-narrow-");

    /// <summary>The bearer token for GraphQL.</summary>
    public static string AdminToken { get; } = Make("admin-");

    /// <summary>32 bytes in base64.</summary>
    public static string MasterKey { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static string Make(string prefix) => prefix + RandomNumberGenerator.GetHexString(32, lowercase: true);
}
