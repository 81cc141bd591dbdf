using System.Net;
using Gateway.Ingress.Providers.OpenAI;

namespace Gateway.Ingress.Proxy.Upstream;

/// <summary>A request's body with a few places changed and every other byte as the client sent it.</summary>
internal sealed class SplicedContent : HttpContent
{
    private readonly ReadOnlyMemory<byte> _body;
    private readonly IReadOnlyList<Splice> _splices;

    /// <summary>Takes a body and its changes, which must not overlap.</summary>
    public SplicedContent(ReadOnlyMemory<byte> body, IEnumerable<Splice> splices)
    {
        _body = body;
        _splices = splices.OrderBy(splice => splice.Offset).ThenBy(splice => splice.Length).ToList();
        Headers.ContentLength = _body.Length + _splices.Sum(splice => splice.Replacement.Length - splice.Length);
    }

    /// <summary>Whether all of it has been handed over.</summary>
    public bool IsSent { get; private set; }

    /// <inheritdoc />
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        var position = 0;
        foreach (var splice in _splices)
        {
            await stream.WriteAsync(_body[position..splice.Offset]);
            await stream.WriteAsync(splice.Replacement);
            position = splice.Offset + splice.Length;
        }

        await stream.WriteAsync(_body[position..]);
        IsSent = true;
    }

    /// <inheritdoc />
    protected override bool TryComputeLength(out long length)
    {
        length = Headers.ContentLength!.Value;
        return true;
    }
}
