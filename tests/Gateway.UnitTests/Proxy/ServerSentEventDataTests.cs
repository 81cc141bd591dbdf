using System.Text;
using CsCheck;
using Gateway.Ingress.Proxy.Relay;

namespace Gateway.UnitTests.Proxy;

public sealed class ServerSentEventDataTests
{
    private static readonly string[] Fragments =
        ["data", "data:", "data: ", "data:  ", "database: ", " data: ", ":data: ", "id: 1", "a", "é", " ", ":", "\n", "\r", "\r\n", "[DONE]"];

    [Theory]
    [InlineData("data: a\n\n", "a")]
    [InlineData("data:a\n\n", "a")]
    [InlineData("data:  a \n\n", " a ")]
    [InlineData("data: a\r\ndata: b\r\n\r\n", "a\nb")]
    [InlineData("data: a\rdata: b\r\r", "a\nb")]
    [InlineData("data: a\ndata: b\ndata: c\n\n", "a\nb\nc")]
    [InlineData("data: a\ndata\n\n", "a\n")]
    [InlineData("data\ndata: a\n\n", "\na")]
    [InlineData("data:\ndata:\n\n", "\n")]
    [InlineData("data:\n\n", "")]
    [InlineData("data\n\n", "")]
    [InlineData("event: message\nid: 1\ndata: a\nretry: 5\n\n", "a")]
    [InlineData("\uFEFFdata: a\n\n", "a")]
    [InlineData(": data: a\n\n", "")]
    [InlineData("database: a\nDATA: b\n data: c\n\n", "")]
    [InlineData("data: a", "a")]
    [InlineData("", "")]
    public void is_what_the_data_lines_hold(string @event, string data) => Assert.Equal(data, DataOf(@event));

    [Fact]
    public void is_what_the_standard_says_of_any_lines() => Gen.Int[0, Fragments.Length - 1].Array[0, 16]
        .Select(picks => string.Concat(picks.Select(pick => Fragments[pick])))
        .Sample(@event => Assert.Equal(AsTheStandardSays(@event), DataOf(@event)));

    [Fact]
    public void is_joined_in_one_pass_however_many_lines_it_has()
    {
        var @event = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("data:1\n", 500_000)));

        Assert.Equal(999_999, ServerSentEvents.DataOf(@event).Length);
    }

    private static string DataOf(string @event) => Encoding.UTF8.GetString(ServerSentEvents.DataOf(Encoding.UTF8.GetBytes(@event)));

    private static string AsTheStandardSays(string @event)
    {
        var values = new List<string>();
        foreach (var line in @event.Split(["\r\n", "\r", "\n"], StringSplitOptions.None))
        {
            var field = line.Split(':', 2);
            if (field[0] == "data")
                values.Add(field.Length == 1 ? string.Empty : field[1].StartsWith(' ') ? field[1][1..] : field[1]);
        }

        return string.Join('\n', values);
    }
}
