using System.Net;

namespace Gateway.IntegrationTests.Proxy;

/// <summary>A body that is announced to be longer than it is: its sender gives up in the middle.</summary>
internal sealed class BrokenContent : HttpContent
{
    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.WriteAsync("{\"model\":\"gpt-4o\","u8.ToArray());
        await stream.FlushAsync();
        throw new IOException("The sender gives up.");
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 1000;
        return true;
    }
}
