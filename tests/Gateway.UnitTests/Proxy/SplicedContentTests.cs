using CsCheck;
using Gateway.Ingress.Providers.OpenAI;
using Gateway.Ingress.Proxy.Upstream;

namespace Gateway.UnitTests.Proxy;

public sealed class SplicedContentTests
{
    // A body in pieces: what stays, what goes, and what comes instead of it. Two insertions at one place have no order of their own.
    private static readonly Gen<(byte[] Stays, byte[] Goes, byte[] Comes)[]> Pieces =
        Gen.Select(Gen.Byte.Array[0, 5], Gen.Byte.Array[0, 3], Gen.Byte.Array[0, 4]).Array[0, 6]
            .Select(pieces => pieces.Where(piece => piece.Item1.Length + piece.Item2.Length > 0).ToArray());

    [Fact]
    public Task sends_every_other_byte_as_it_was_and_says_how_many() => Gen.Select(Pieces, Gen.Byte.Array[0, 5], Gen.Int).SampleAsync(async (pieces, end, seed) =>
    {
        byte[] body = [.. pieces.SelectMany(piece => (byte[])[.. piece.Stays, .. piece.Goes]), .. end];
        byte[] expected = [.. pieces.SelectMany(piece => (byte[])[.. piece.Stays, .. piece.Comes]), .. end];
        using var content = new SplicedContent(body, Splices(pieces).OrderBy(splice => HashCode.Combine(seed, splice.Offset, splice.Length)));

        var sent = new MemoryStream();
        await content.CopyToAsync(sent);

        Assert.Equal(expected, sent.ToArray());
        Assert.Equal(expected.Length, content.Headers.ContentLength);
        Assert.True(content.IsSent);
    });

    [Fact]
    public async Task an_insertion_goes_before_what_is_replaced_at_the_same_place()
    {
        using var content = new SplicedContent("abc"u8.ToArray(), [new Splice(1, 1, "B"u8.ToArray()), new Splice(1, 0, "-"u8.ToArray())]);

        Assert.Equal("a-Bc", await content.ReadAsStringAsync());
    }

    private static IEnumerable<Splice> Splices((byte[] Stays, byte[] Goes, byte[] Comes)[] pieces)
    {
        var position = 0;
        foreach (var (stays, goes, comes) in pieces)
        {
            position += stays.Length;
            yield return new Splice(position, goes.Length, comes);
            position += goes.Length;
        }
    }
}
