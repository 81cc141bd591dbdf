using System.Buffers.Text;

namespace Gateway.Benchmarks.Load;

/// <summary>
/// Finds the end of one HTTP/1.1 response (RFC 9112) as its bytes come in, with a fixed or a chunked body. It looks at nothing else than the
/// status line and the two framing headers, so that the load generator stays cheap.
/// </summary>
internal sealed class ResponseReader
{
    private ChunkedBody _chunks;
    private long _bodyLeft;
    private bool _inBody;
    private bool _chunked;

    /// <summary>The status code, once the header section is in.</summary>
    public int Status { get; private set; }

    /// <summary>Forgets the last response.</summary>
    public void Reset()
    {
        _inBody = false;
        Status = 0;
    }

    /// <summary>
    /// Takes the bytes received so far. <paramref name="consumed"/> says how many are done with; the rest has to be offered again with more behind it.
    /// </summary>
    /// <returns>Whether the response is complete.</returns>
    /// <exception cref="InvalidDataException">This is no HTTP/1.1 response, or its length is not given.</exception>
    public bool Read(ReadOnlySpan<byte> received, out int consumed)
    {
        consumed = 0;
        if (!_inBody)
        {
            var end = received.IndexOf("\r\n\r\n"u8);
            if (end < 0)
                return false;
            ReadHead(received[..end]);
            consumed = end + 4;
        }

        return _chunked ? _chunks.Read(received, ref consumed) : ReadFixed(received, ref consumed);
    }

    private bool ReadFixed(ReadOnlySpan<byte> received, ref int consumed)
    {
        var taken = (int)Math.Min(_bodyLeft, received.Length - consumed);
        consumed += taken;
        _bodyLeft -= taken;
        return _bodyLeft == 0;
    }

    private void ReadHead(ReadOnlySpan<byte> head)
    {
        if (!head.StartsWith("HTTP/1.1 "u8) || !Utf8Parser.TryParse(head[9..], out int status, out _))
            throw new InvalidDataException("The answer does not start with an HTTP/1.1 status line.");

        Status = status;
        _inBody = true;
        _chunked = false;
        _bodyLeft = -1;
        foreach (var line in head.Split("\r\n"u8))
            ReadHeader(head[line]);
        if (!_chunked && _bodyLeft < 0)
            throw new InvalidDataException("The answer has neither a content-length nor a chunked body.");
    }

    private void ReadHeader(ReadOnlySpan<byte> line)
    {
        if (ValueOf(line, "content-length:"u8) is { IsEmpty: false } length && Utf8Parser.TryParse(length, out long bytes, out _))
        {
            _bodyLeft = bytes;
        }
        else if (ValueOf(line, "transfer-encoding:"u8).EndsWith("chunked"u8))
        {
            _chunked = true;
            _chunks = default;
        }
    }

    private static ReadOnlySpan<byte> ValueOf(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) =>
        line.Length > name.Length && System.Text.Ascii.EqualsIgnoreCase(line[..name.Length], name) ? line[name.Length..].Trim((byte)' ') : default;
}
