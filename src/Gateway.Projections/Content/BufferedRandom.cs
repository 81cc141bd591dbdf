using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Gateway.Projections.Content;

/// <summary>
/// Random bytes of the operating system's generator, fetched in large portions: a call needs some tens of them, and to ask for each apart
/// is a good part of what a call costs.
/// </summary>
public static class BufferedRandom
{
    private const int PortionSize = 4096;

    [ThreadStatic]
    private static byte[]? _portion;

    [ThreadStatic]
    private static int _unused;

    /// <summary>Fills a span of at most 4,096 bytes. No byte is given twice.</summary>
    public static void Fill(Span<byte> bytes)
    {
        _portion ??= new byte[PortionSize];
        if (_unused < bytes.Length)
        {
            RandomNumberGenerator.Fill(_portion);
            _unused = PortionSize;
        }

        var taken = _portion.AsSpan(PortionSize - _unused, bytes.Length);
        taken.CopyTo(bytes);
        taken.Clear();
        _unused -= bytes.Length;
    }

    /// <summary>A UUID of version 7 (RFC 9562, 5.7).</summary>
    public static Guid NewVersion7(DateTimeOffset now)
    {
        Span<byte> bytes = stackalloc byte[16];
        Fill(bytes[6..]);
        BinaryPrimitives.WriteInt64BigEndian(bytes, (now.ToUnixTimeMilliseconds() << 16) | BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]));
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x70);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
