using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using Gateway.Projections.Calls;
using Microsoft.Extensions.Options;

namespace Gateway.GraphQL.Calls;

/// <summary>
/// Cursors: base64url of a version byte, the start in microseconds since 1970, the call's id and the first 16 bytes of an HMAC-SHA-256 over
/// all that, so that what comes back is what was given out.
/// </summary>
internal sealed class CallCursor(IOptions<GatewayGraphQLOptions> options)
{
    private const byte Version = 1;
    private const int BodyLength = 1 + 8 + 16;
    private const int TagLength = 16;

    private readonly byte[] _key = options.Value.CursorKey ?? RandomNumberGenerator.GetBytes(32);

    public string Write(CallRecord call)
    {
        Span<byte> cursor = stackalloc byte[BodyLength + TagLength];
        cursor[0] = Version;
        BinaryPrimitives.WriteInt64BigEndian(cursor[1..], (call.StartedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond);
        call.Id.TryWriteBytes(cursor[9..], bigEndian: true, out _);
        Tag(cursor[..BodyLength], cursor[BodyLength..]);
        return Base64Url.EncodeToString(cursor);
    }

    /// <summary>The place that a cursor names; null: it is none of ours.</summary>
    public CallPlace? Read(string text)
    {
        Span<byte> cursor = stackalloc byte[BodyLength + TagLength];
        Span<byte> tag = stackalloc byte[TagLength];
        if (!Base64Url.IsValid(text, out var length) || length != cursor.Length || !Base64Url.TryDecodeFromChars(text, cursor, out _) || cursor[0] != Version)
            return null;
        Tag(cursor[..BodyLength], tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, cursor[BodyLength..]))
            return null;
        var startedAt = DateTimeOffset.UnixEpoch.AddTicks(BinaryPrimitives.ReadInt64BigEndian(cursor[1..]) * TimeSpan.TicksPerMicrosecond);
        return new CallPlace(startedAt, new Guid(cursor[9..BodyLength], bigEndian: true));
    }

    private void Tag(ReadOnlySpan<byte> body, Span<byte> tag)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_key, body, hash);
        hash[..TagLength].CopyTo(tag);
    }
}
