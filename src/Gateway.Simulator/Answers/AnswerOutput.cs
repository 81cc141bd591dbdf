using System.Buffers;
using System.Security.Cryptography;

namespace Gateway.Simulator.Answers;

/// <summary>Where an answer's bytes go: to the client, one by one if ordered, and through a hash if that is asked for.</summary>
internal sealed class AnswerOutput(HttpContext context, bool hashes)
{
    // What was flushed has to leave the socket before the connection is cut: Abort drops what the kernel has not taken yet.
    private static readonly TimeSpan BeforeCut = TimeSpan.FromMilliseconds(30);

    private readonly IncrementalHash? _hash = hashes ? IncrementalHash.CreateHash(HashAlgorithmName.SHA256) : null;

    public bool OneByteWrites { get; set; }

    /// <summary>Sends bytes now.</summary>
    /// <exception cref="OperationCanceledException">The client has left.</exception>
    public async ValueTask SendAsync(ReadOnlyMemory<byte> bytes)
    {
        _hash?.AppendData(bytes.Span);
        var step = OneByteWrites ? 1 : bytes.Length;
        for (var start = 0; start < bytes.Length; start += step)
        {
            await context.Response.BodyWriter.WriteAsync(bytes.Slice(start, step), context.RequestAborted);
            context.RequestAborted.ThrowIfCancellationRequested();
        }
    }

    /// <summary>
    /// Leaves the last bytes to be sent when the request's handler returns: so the counters are up to date before the client can
    /// see the end, and head and body share a packet.
    /// </summary>
    public ValueTask SendLastAsync(ReadOnlyMemory<byte> bytes)
    {
        if (OneByteWrites)
        {
            return SendAsync(bytes);
        }

        _hash?.AppendData(bytes.Span);
        context.Response.BodyWriter.Write(bytes.Span);
        return ValueTask.CompletedTask;
    }

    /// <summary>Cuts the connection after what was sent, without a clean end.</summary>
    public async Task CutAsync()
    {
        await Task.Delay(BeforeCut);
        context.Abort();
    }

    /// <summary>SHA-256 of what was sent, lower-case hex; <c>null</c> if it was not asked for.</summary>
    public string? Digest()
    {
        using (_hash)
        {
            return _hash is null ? null : Convert.ToHexStringLower(_hash.GetHashAndReset());
        }
    }
}
