using System.Text;
using CsCheck;
using Gateway.Ingress.Proxy.Relay;

namespace Gateway.UnitTests.Proxy;

public sealed class ServerSentEventsTests
{
    private static readonly string[] Fragments =
        ["\n", "\r", "\r\n", "\n\n", "\r\n\r\n", "\r\r", "data", ":", " ", "data: {\"a\":1}", "é", "😀", "\uFEFF", ": note", "event: x", "[DONE]"];

    private static readonly Gen<byte[]> AnyStream =
        Gen.Int[0, Fragments.Length - 1].Array[0, 24].Select(picks => Encoding.UTF8.GetBytes(string.Concat(picks.Select(pick => Fragments[pick]))));

    [Theory]
    [InlineData("data: a\n\ndata: b\n\n", 2, "")]
    [InlineData("data: a\r\n\r\ndata: b\r\n\r\n", 2, "")]
    [InlineData("data: a\r\rdata: b\r\rx", 2, "x")]
    [InlineData("data: a\r\n\ndata: b\n\r\n", 2, "")]
    [InlineData("data: a\n\ndata: b\n", 1, "data: b\n")]
    [InlineData("data: a\n\ndata: [DON", 1, "data: [DON")]
    [InlineData("data: a\r\n\r", 0, "data: a\r\n\r")]
    [InlineData(": note\n\n\ndata: a\ndata: b\n\n", 3, "")]
    [InlineData("", 0, "")]
    public void an_event_is_its_lines_and_the_blank_line_after_them(string stream, int events, string rest)
    {
        var cut = Cut([Encoding.UTF8.GetBytes(stream)]);

        Assert.Equal((events, rest), (cut.Events.Count, cut.Left));
    }

    [Fact]
    public void cuts_the_same_events_wherever_the_network_cuts_the_bytes()
    {
        var stream = "\uFEFF: ünder\r\n\r\ndata: {\"a\":\"😀\"}\r\nid: 1\r\n\r\ndata: b\n\ndata: c\r\rdata: d"u8.ToArray();
        var whole = Cut([stream]);
        Assert.Equal(4, whole.Events.Count);

        for (var first = 0; first <= stream.Length; first++)
        {
            for (var second = first; second <= stream.Length; second++)
            {
                var parts = Cut([stream[..first], stream[first..second], stream[second..]]);
                Assert.Equal(whole.Events, parts.Events);
                Assert.Equal(whole.Left, parts.Left);
            }
        }
    }

    [Fact]
    public void cuts_any_stream_in_any_chunks_as_the_standard_says() => Gen.Select(AnyStream, Gen.Int[1, 9].Array[1, 8]).Sample((stream, sizes) =>
    {
        var cut = Cut(Chunks(stream, sizes));

        Assert.Equal(AsTheStandardSays(stream), [.. cut.Events, cut.Left]);
        Assert.Equal(Encoding.Latin1.GetString(stream), string.Concat(cut.Events.Append(cut.Left).Select(Bytes)));
    });

    [Fact]
    public void takes_events_that_are_larger_than_its_buffer_was_at_first()
    {
        var large = Event(200_000);

        var cut = Cut(Chunks([.. "data: a\n\n"u8, .. large, .. "data: b\n\nrest"u8], [7_001]));

        Assert.Equal([9, large.Length, 9], cut.Events.Select(@event => @event.Length));
        Assert.Equal("rest", cut.Left);
    }

    [Fact]
    public void takes_the_largest_event_and_refuses_a_larger_one()
    {
        Assert.Single(Cut([Event(ServerSentEvents.MaxEventBytes)]).Events);
        Assert.Throws<InvalidDataException>(() => Cut([Event(ServerSentEvents.MaxEventBytes + 1)]));
    }

    private static byte[] Event(int size)
    {
        var bytes = new byte[size];
        bytes.AsSpan().Fill((byte)'a');
        "\n\n"u8.CopyTo(bytes.AsSpan(size - 2));
        return bytes;
    }

    private static (List<string> Events, string Left) Cut(IEnumerable<byte[]> chunks)
    {
        using var events = new ServerSentEvents();
        var taken = new List<string>();
        foreach (var chunk in chunks)
        {
            for (var left = chunk.AsMemory(); !left.IsEmpty;)
            {
                var space = events.Space();
                var count = Math.Min(space.Length, left.Length);
                left[..count].CopyTo(space);
                left = left[count..];
                events.Advance(count);
                while (events.TryTake(out var @event))
                    taken.Add(Encoding.UTF8.GetString(@event.Span));
            }
        }

        return (taken, Encoding.UTF8.GetString(events.Rest.Span));
    }

    private static IEnumerable<byte[]> Chunks(byte[] stream, int[] sizes)
    {
        for (int position = 0, i = 0; position < stream.Length; i++)
        {
            var size = Math.Min(sizes[i % sizes.Length], stream.Length - position);
            yield return stream[position..(position + size)];
            position += size;
        }
    }

    // The slow way: line after line. A CR at the very end may still be half of a CRLF.
    private static IEnumerable<string> AsTheStandardSays(byte[] stream)
    {
        var text = Encoding.UTF8.GetString(stream);
        var @event = new StringBuilder();
        var line = 0;
        for (var i = 0; i < text.Length; i++)
        {
            @event.Append(text[i]);
            var ends = text[i] == '\n' || (text[i] == '\r' && i + 1 < text.Length && text[i + 1] != '\n');
            line += ends || text[i] == '\r' ? 0 : 1;
            if (!ends)
                continue;

            if (line == 0)
            {
                yield return @event.ToString();
                @event.Clear();
            }

            line = 0;
        }

        yield return @event.ToString();
    }

    private static string Bytes(string text) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(text));
}
