using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Domain.Content;

namespace Gateway.Projections.Content;

/// <summary>A data subject's key in use: seals personal values and digests content. Both die with the key.</summary>
/// <remarks>The ciphers and hashes are kept for the next call: to set one up costs several times what it then does.</remarks>
public sealed class SubjectKey
{
    private readonly byte[] _sealing;
    private readonly byte[] _digesting;
    private readonly byte[] _associated;
    private readonly ConcurrentBag<AesGcm> _ciphers = [];
    private readonly ConcurrentBag<ContentDigest> _digests = [];

    internal SubjectKey(Guid id, byte[] key)
    {
        Id = id;
        _associated = id.ToByteArray();
        _sealing = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, MasterKey.Size, info: "gateway personal values"u8.ToArray());
        _digesting = HKDF.DeriveKey(HashAlgorithmName.SHA256, key, MasterKey.Size, info: "gateway content digest"u8.ToArray());
    }

    /// <summary>The subject's id, as events name it.</summary>
    public Guid Id { get; }

    /// <summary>Personal values as an event holds them: base64 of an AES-256-GCM box.</summary>
    public string Seal(PersonalValues values)
    {
        if (!_ciphers.TryTake(out var cipher))
            cipher = Sealed.CipherOf(_sealing);
        var box = Sealed.Seal(cipher, JsonSerializer.SerializeToUtf8Bytes(values, JsonSerializerOptions.Web), _associated);
        _ciphers.Add(cipher);
        return Convert.ToBase64String(box);
    }

    /// <summary>Personal values of an event.</summary>
    /// <exception cref="CryptographicException">They were changed, or sealed under another key.</exception>
    public PersonalValues Open(string sealedValues)
    {
        var box = new byte[sealedValues.Length];
        if (!Convert.TryFromBase64String(sealedValues, box, out var length))
            throw new CryptographicException("The sealed value is not base64.");

        return JsonSerializer.Deserialize<PersonalValues>(Sealed.Open(_sealing, box.AsSpan(0, length), _associated), JsonSerializerOptions.Web)!;
    }

    /// <summary>HMAC-SHA-256 of a content, base64.</summary>
    public string Digest(ReadOnlySpan<byte> content)
    {
        using var digest = StartDigest();
        digest.Append(content);
        return digest.Finish();
    }

    /// <summary>The same digest for a content that comes in parts.</summary>
    public ContentDigest StartDigest() => _digests.TryTake(out var digest) ? digest : new ContentDigest(_digesting, _digests);
}
