using System.Buffers.Text;

namespace Gateway.Benchmarks.Load;

/// <summary>Finds the end of a chunked body (RFC 9112, section 7.1) without trailer fields.</summary>
internal struct ChunkedBody
{
    private static ReadOnlySpan<byte> NewLine => "\r\n"u8;

    private long _chunkLeft;

    /// <summary>Moves <paramref name="consumed"/> past what is done with.</summary>
    /// <returns>Whether the last chunk is in.</returns>
    /// <exception cref="InvalidDataException">A chunk's size is not a number.</exception>
    public bool Read(ReadOnlySpan<byte> received, ref int consumed)
    {
        while (consumed < received.Length)
        {
            var rest = received[consumed..];
            if (_chunkLeft > 0)
            {
                var taken = (int)Math.Min(_chunkLeft, rest.Length);
                consumed += taken;
                _chunkLeft -= taken;
                continue;
            }

            var end = rest.IndexOf(NewLine);
            if (end < 0)
                return false;
            if (!Utf8Parser.TryParse(rest[..end], out int size, out _, 'x'))
                throw new InvalidDataException("A chunk's size is not a number.");
            if (size == 0)
                return EndsHere(rest, end, ref consumed);

            consumed += end + NewLine.Length;
            _chunkLeft = size + NewLine.Length;
        }

        return false;
    }

    private static bool EndsHere(ReadOnlySpan<byte> rest, int sizeEnd, ref int consumed)
    {
        var length = sizeEnd + (2 * NewLine.Length);
        if (rest.Length < length)
            return false;

        consumed += length;
        return true;
    }
}
