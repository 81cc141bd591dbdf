using System.Collections.Concurrent;
using CsCheck;
using Gateway.Projections.Content;

namespace Gateway.UnitTests.Content;

public sealed class BufferedRandomTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 24, 12, 0, 0, 123, TimeSpan.Zero);

    [Fact]
    public void gives_no_nonce_twice_on_any_thread()
    {
        var nonces = new ConcurrentBag<UInt128>();
        Parallel.For(0, 100_000, _ =>
        {
            Span<byte> nonce = stackalloc byte[12];
            BufferedRandom.Fill(nonce);
            nonces.Add(new UInt128(BitConverter.ToUInt32(nonce), BitConverter.ToUInt64(nonce[4..])));
        });

        Assert.Equal(100_000, nonces.Distinct().Count());
    }

    [Fact]
    public void fills_all_of_a_span_of_any_size() => Gen.Int[32, 4096].Array[1, 5].Sample(sizes => Assert.All(sizes, size =>
    {
        var bytes = new byte[size];
        BufferedRandom.Fill(bytes);

        // That 16 bytes in a row are zero by chance does not happen.
        Assert.True(bytes.AsSpan(0, 16).ContainsAnyExcept((byte)0) && bytes.AsSpan(size - 16).ContainsAnyExcept((byte)0));
    }));

    [Fact]
    public void no_byte_is_given_twice_when_portions_run_out() => Gen.Int[8, 4096].Array[2, 12].Sample(sizes =>
    {
        var given = sizes.SelectMany(size =>
        {
            var bytes = new byte[size];
            BufferedRandom.Fill(bytes);
            return Enumerable.Range(0, size / 8).Select(i => BitConverter.ToUInt64(bytes, i * 8));
        }).ToList();

        Assert.Equal(given.Count, given.Distinct().Count());
    });

    [Fact]
    public void ids_are_uuids_of_version_7_and_of_their_instant()
    {
        for (var i = 0; i < 1000; i++)
        {
            var id = BufferedRandom.NewVersion7(Noon);

            Assert.Equal((7, 0b10), (id.Version, id.Variant >> 2));
            Assert.Equal(Noon.ToUnixTimeMilliseconds(), Convert.ToInt64(id.ToString("N")[..12], 16));
        }
    }

    [Fact]
    public void ids_differ_and_are_in_the_order_of_time()
    {
        var ids = Enumerable.Range(0, 1000).Select(i => BufferedRandom.NewVersion7(Noon.AddMilliseconds(i))).ToList();

        Assert.Equal(ids, ids.Order());
        Assert.Equal(ids, ids.OrderBy(id => id.ToString(), StringComparer.Ordinal));
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(_ => BufferedRandom.NewVersion7(Noon)).Distinct().Count());
    }
}
