using System.Security.Cryptography;
using System.Text;

namespace Gateway.Domain.Keys;

/// <summary>What is kept of a virtual key's secret.</summary>
/// <remarks>An unsalted hash is enough and fast: a secret is random, not a password that a person thought up.</remarks>
public static class KeySecret
{
    /// <summary>The fewest characters of a secret.</summary>
    public const int MinLength = 16;

    /// <summary>The most characters of a secret.</summary>
    public const int MaxLength = 512;

    private const int LongestPrefix = 8;

    /// <summary>Whether a secret is long enough and can travel in a header: visible ASCII, 16 to 512 characters.</summary>
    public static bool IsAcceptable(string secret) =>
        secret.Length is >= MinLength and <= MaxLength && secret.All(letter => letter is > ' ' and <= '~');

    /// <summary>SHA-256 of a secret, lower-case hex.</summary>
    public static string HashOf(string secret) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)));

    /// <summary>The characters that a person recognises a secret by: a quarter of it, eight at most.</summary>
    public static string PrefixOf(string secret) => secret[..Math.Min(LongestPrefix, secret.Length / 4)];
}
