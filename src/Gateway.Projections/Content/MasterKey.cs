using System.Security.Cryptography;
using System.Text;

namespace Gateway.Projections.Content;

/// <summary>
/// The key outside the database that wraps every subject's key. AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce, the subject's
/// id as associated data; what wraps and what digests names are two keys derived from the master by HKDF-SHA-256 (RFC 5869).
/// </summary>
public sealed class MasterKey
{
    /// <summary>Bytes in a master key.</summary>
    public const int Size = 32;

    private readonly byte[] _material;
    private readonly byte[] _wrapping;
    private readonly byte[] _naming;

    /// <summary>Takes the key itself.</summary>
    /// <exception cref="ArgumentException">It is not <see cref="Size"/> bytes.</exception>
    public MasterKey(ReadOnlySpan<byte> key)
    {
        if (key.Length != Size)
            throw new ArgumentException($"A master key has {Size} bytes; this one has {key.Length}.", nameof(key));

        _material = key.ToArray();
        _wrapping = Derive("subject key wrapping");
        _naming = Derive("subject name digest");
    }

    /// <summary>A key of its own for a purpose, the same on every node that has the master key.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _material, Size, info: Encoding.UTF8.GetBytes("gateway " + purpose));

    internal byte[] DigestOf(string organization, string subject) =>
        HMACSHA256.HashData(_naming, Encoding.UTF8.GetBytes($"{organization}\n{subject}"));

    internal byte[] Wrap(Guid subject, ReadOnlySpan<byte> key) => Sealed.Seal(_wrapping, key, subject.ToByteArray());

    internal byte[] Unwrap(Guid subject, ReadOnlySpan<byte> wrapped) => Sealed.Open(_wrapping, wrapped, subject.ToByteArray());
}
