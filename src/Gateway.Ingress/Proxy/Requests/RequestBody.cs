using System.Buffers;
using Gateway.Domain;

namespace Gateway.Ingress.Proxy.Requests;

/// <summary>A request's body, read whole into a pooled buffer.</summary>
internal sealed class RequestBody : IDisposable
{
    private const int InitialBytes = 8 * 1024;

    private byte[] _buffer;
    private bool _keep;

    private RequestBody(int capacity) => _buffer = ArrayPool<byte>.Shared.Rent(capacity);

    /// <summary>Bytes read.</summary>
    public int Length { get; private set; }

    /// <summary>Why it is not whole; null: it is.</summary>
    public Rejection? Rejection { get; private set; }

    /// <summary>The bytes.</summary>
    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, Length);

    /// <summary>Reads a body.</summary>
    /// <param name="request">The request.</param>
    /// <param name="maxBytes">The most that is taken.</param>
    public static async ValueTask<RequestBody> ReadAsync(HttpRequest request, long maxBytes)
    {
        var declared = request.ContentLength;
        var body = new RequestBody(declared is > 0 && declared <= maxBytes ? (int)declared : InitialBytes);
        if (declared > maxBytes)
        {
            body.Rejection = TooLarge(maxBytes);
            return body;
        }

        try
        {
            await body.ReadToEndAsync(request.Body, maxBytes, request.HttpContext.RequestAborted);
        }
        catch (BadHttpRequestException failure) when (failure.StatusCode == StatusCodes.Status408RequestTimeout)
        {
            body.Rejection = new Rejection("body_timeout", "The request body did not arrive in time.");
        }
        catch (BadHttpRequestException) when (declared is null)
        {
            body.Rejection = new Rejection("malformed_body", "The chunks of the request body are malformed, or the last one is missing.");
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            body.Rejection = new Rejection("client_closed_request", "The client left before the request body was whole.");
        }

        return body;
    }

    /// <summary>Leaves the buffer to the garbage collector: somebody may still read it.</summary>
    public void KeepFromPool() => _keep = true;

    /// <inheritdoc />
    public void Dispose()
    {
        if (!_keep)
            ArrayPool<byte>.Shared.Return(_buffer);
    }

    private static Rejection TooLarge(long maxBytes) => new("body_too_large", $"The request body is larger than {maxBytes} bytes.");

    private async ValueTask ReadToEndAsync(Stream stream, long maxBytes, CancellationToken cancellation)
    {
        while (true)
        {
            if (Length == _buffer.Length)
                Grow();
            var read = await stream.ReadAsync(_buffer.AsMemory(Length), cancellation);
            if (read == 0)
                return;

            Length += read;
            if (Length > maxBytes)
            {
                Rejection = TooLarge(maxBytes);
                return;
            }
        }
    }

    private void Grow()
    {
        var larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(_buffer.Length * 2L, Array.MaxLength));
        _buffer.AsSpan(0, Length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
