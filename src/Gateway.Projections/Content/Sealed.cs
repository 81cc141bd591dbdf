using System.Security.Cryptography;

namespace Gateway.Projections.Content;

/// <summary>AES-256-GCM boxes: nonce (12 bytes), ciphertext, tag (16 bytes).</summary>
internal static class Sealed
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> associated)
    {
        using var aes = CipherOf(key);
        return Seal(aes, plain, associated);
    }

    /// <summary>A cipher for many boxes; for one thread at a time.</summary>
    public static AesGcm CipherOf(ReadOnlySpan<byte> key) => new(key, TagSize);

    public static byte[] Seal(AesGcm aes, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> associated)
    {
        var box = new byte[NonceSize + plain.Length + TagSize];
        var nonce = box.AsSpan(0, NonceSize);
        BufferedRandom.Fill(nonce);
        aes.Encrypt(nonce, plain, box.AsSpan(NonceSize, plain.Length), box.AsSpan(NonceSize + plain.Length), associated);
        return box;
    }

    /// <exception cref="CryptographicException">The box was changed, or sealed under another key.</exception>
    public static byte[] Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> associated)
    {
        if (box.Length < NonceSize + TagSize)
            throw new CryptographicException("The sealed value is too short.");

        using var aes = CipherOf(key);
        var plain = new byte[box.Length - NonceSize - TagSize];
        aes.Decrypt(box[..NonceSize], box[NonceSize..^TagSize], box[^TagSize..], plain, associated);
        return plain;
    }
}
