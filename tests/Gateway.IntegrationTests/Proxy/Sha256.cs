using System.Security.Cryptography;

namespace Gateway.IntegrationTests.Proxy;

/// <summary>The digest that the simulator takes of bodies.</summary>
internal static class Sha256
{
    /// <summary>Lower-case hex.</summary>
    public static string Of(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
