using System.Buffers;

namespace Gateway.Ingress.Proxy.Relay;

/// <summary>
/// Cuts a stream of bytes into server-sent events without changing one: an event is its lines and the blank line that ends it. Lines end in
/// LF, CRLF or CR. Source: WHATWG HTML, "Server-sent events", 9.2.5 and 9.2.6.
/// </summary>
internal sealed class ServerSentEvents : IDisposable
{
    /// <summary>The largest event that is taken apart, in bytes.</summary>
    public const int MaxEventBytes = 16 * 1024 * 1024;

    private const int InitialBytes = 16 * 1024;

    private byte[] _buffer = ArrayPool<byte>.Shared.Rent(InitialBytes);
    private int _start;
    private int _scanned;
    private int _end;
    private bool _lineIsEmpty = true;

    /// <summary>What has not been taken yet.</summary>
    public ReadOnlyMemory<byte> Rest => _buffer.AsMemory(_start, _end - _start);

    /// <summary>Where the next bytes go; <see cref="Advance"/> says how many came.</summary>
    /// <exception cref="InvalidDataException">An event is larger than <see cref="MaxEventBytes"/>.</exception>
    public Memory<byte> Space()
    {
        if (_start > 0)
            Compact();
        if (_end == _buffer.Length)
            Grow();
        return _buffer.AsMemory(_end);
    }

    /// <summary>Bytes have been written to <see cref="Space"/>.</summary>
    public void Advance(int count) => _end += count;

    /// <summary>The next whole event, its blank line included. Valid until <see cref="Space"/> is called.</summary>
    public bool TryTake(out ReadOnlyMemory<byte> @event)
    {
        while (_scanned < _end)
        {
            var unscanned = _buffer.AsSpan(_scanned, _end - _scanned);
            var terminator = unscanned.IndexOfAny((byte)'\n', (byte)'\r');
            if (terminator < 0)
            {
                _lineIsEmpty = false;
                _scanned = _end;
                break;
            }

            var isCarriageReturn = unscanned[terminator] == '\r';
            if (isCarriageReturn && terminator + 1 == unscanned.Length)
            {
                // Whether an LF follows is not known yet.
                _lineIsEmpty &= terminator == 0;
                _scanned += terminator;
                break;
            }

            var isBlank = _lineIsEmpty && terminator == 0;
            _scanned += terminator + (isCarriageReturn && unscanned[terminator + 1] == '\n' ? 2 : 1);
            _lineIsEmpty = true;
            if (!isBlank)
                continue;

            @event = _buffer.AsMemory(_start, _scanned - _start);
            _start = _scanned;
            return true;
        }

        @event = default;
        return false;
    }

    /// <summary>The data of an event: what its <c>data</c> lines hold, joined by LF; empty: it has none.</summary>
    public static ReadOnlySpan<byte> DataOf(ReadOnlySpan<byte> @event)
    {
        ReadOnlySpan<byte> data = default;
        ArrayBufferWriter<byte>? joined = null;
        var lines = 0;
        var bom = "\uFEFF"u8;
        if (@event.StartsWith(bom))
            @event = @event[bom.Length..];

        while (!@event.IsEmpty)
        {
            // Between CR and LF of a CRLF this finds an empty line, which says nothing.
            var terminator = @event.IndexOfAny((byte)'\n', (byte)'\r');
            var line = terminator < 0 ? @event : @event[..terminator];
            @event = terminator < 0 ? default : @event[(terminator + 1)..];
            if (!TryReadData(line, out var value))
                continue;

            if (++lines == 1)
            {
                data = value;
                continue;
            }

            if (joined is null)
                (joined = new ArrayBufferWriter<byte>(data.Length + value.Length + 1)).Write(data);
            joined.Write("\n"u8);
            joined.Write(value);
        }

        return joined is null ? data : joined.WrittenSpan;
    }

    /// <inheritdoc />
    public void Dispose() => ArrayPool<byte>.Shared.Return(_buffer);

    // A line without a colon is a field without a value.
    private static bool TryReadData(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!line.StartsWith("data"u8))
            return false;

        value = line["data".Length..];
        if (value.IsEmpty)
            return true;
        if (value[0] != ':')
            return false;

        value = value.StartsWith(": "u8) ? value[2..] : value[1..];
        return true;
    }

    private void Compact()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _scanned -= _start;
        _end -= _start;
        _start = 0;
    }

    private void Grow()
    {
        if (_buffer.Length >= MaxEventBytes)
            throw new InvalidDataException("A server-sent event is too large.");

        var larger = ArrayPool<byte>.Shared.Rent(_buffer.Length * 2);
        _buffer.AsSpan(0, _end).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
