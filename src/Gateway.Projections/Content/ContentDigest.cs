using System.Collections.Concurrent;
using System.Security.Cryptography;

namespace Gateway.Projections.Content;

/// <summary>HMAC-SHA-256 of a content that comes in parts. Disposing of it hands it back for the next content.</summary>
public sealed class ContentDigest : IDisposable
{
    private readonly IncrementalHash _hash;
    private readonly ConcurrentBag<ContentDigest> _home;
    private bool _hasParts;

    internal ContentDigest(byte[] key, ConcurrentBag<ContentDigest> home)
    {
        _hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        _home = home;
    }

    /// <summary>The next part.</summary>
    public void Append(ReadOnlySpan<byte> part)
    {
        _hash.AppendData(part);
        _hasParts = true;
    }

    /// <summary>The digest of all parts, base64; asked for once.</summary>
    public string Finish()
    {
        Span<byte> digest = stackalloc byte[HMACSHA256.HashSizeInBytes];
        _hash.GetHashAndReset(digest);
        _hasParts = false;
        return Convert.ToBase64String(digest);
    }

    /// <inheritdoc />
    public void Dispose()
    {
        if (_hasParts)
            Finish();
        _home.Add(this);
    }
}
