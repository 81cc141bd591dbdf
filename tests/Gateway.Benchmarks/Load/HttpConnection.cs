using System.Net;
using System.Net.Sockets;

namespace Gateway.Benchmarks.Load;

/// <summary>One kept-alive HTTP/1.1 connection to a loopback port: a raw socket, because a full client would cost more than what is measured.</summary>
internal sealed class HttpConnection : IDisposable
{
    private const int BufferSize = 16 * 1024;

    private readonly Socket _socket;
    private readonly ResponseReader _reader = new();
    private readonly byte[] _buffer = new byte[BufferSize];

    private HttpConnection(Socket socket) => _socket = socket;

    /// <summary>Connects.</summary>
    /// <exception cref="SocketException">Nobody listens there.</exception>
    public static async Task<HttpConnection> OpenAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port));
            return new HttpConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a request and waits for the last byte of its response.</summary>
    /// <returns>The response's status.</returns>
    /// <exception cref="EndOfStreamException">The connection was closed before the response's end.</exception>
    /// <exception cref="InvalidDataException">The answer is not HTTP/1.1, or has more bytes than it says.</exception>
    /// <exception cref="SocketException">The connection broke.</exception>
    public async ValueTask<int> CallAsync(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        _reader.Reset();
        var filled = 0;
        while (true)
        {
            var received = await _socket.ReceiveAsync(_buffer.AsMemory(filled));
            if (received == 0)
                throw new EndOfStreamException("The connection was closed before the response's end.");

            filled += received;
            var complete = _reader.Read(_buffer.AsSpan(0, filled), out var consumed);
            if (complete && consumed == filled)
                return _reader.Status;
            if (complete)
                throw new InvalidDataException("The response has more bytes than its framing says.");

            _buffer.AsSpan(consumed, filled - consumed).CopyTo(_buffer);
            filled -= consumed;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}
