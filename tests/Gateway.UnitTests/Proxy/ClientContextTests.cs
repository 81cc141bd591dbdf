using System.Text;
using CsCheck;
using Gateway.Ingress.Proxy.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Gateway.UnitTests.Proxy;

public sealed class ClientContextTests
{
    private const string Trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    private static readonly string[] Names =
        ["x-gateway-session", "x-gateway-agent", "x-gateway-user", "x-gateway-classification", "x-gateway-tags", "x-gateway-parent-call", "traceparent"];

    private static readonly Gen<string> AnyValue = Gen.OneOf(
        Gen.Char[' ', '~'].Array[0, 600].Select(chars => new string(chars)),
        Gen.OneOf(Gen.Char['a', 'c'], Gen.Char['=', '='], Gen.Char[',', ','], Gen.Char['%', '%'], Gen.Char['0', '9'], Gen.Char['\uD7FF', '\uE000'], Gen.Char['\0', '\0'])
            .Array[0, 600].Select(chars => new string(chars)));

    [Fact]
    public void says_who_calls_for_what_and_in_which_trace()
    {
        var parent = Guid.CreateVersion7();
        var context = Read(
            ("traceparent", Trace), ("x-gateway-session", "s-1"), ("X-Gateway-Agent", "planner"), ("x-gateway-user", "ann"),
            ("x-gateway-classification", "internal"), ("x-gateway-parent-call", parent.ToString()));

        Assert.Equal(("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331"), (context.TraceId, context.ParentSpanId));
        Assert.Equal(("s-1", "planner", "ann", "internal"), (context.Session, context.Agent, context.User, context.Classification));
        Assert.Equal((parent, false), (context.ParentCall, context.Sanitised));
    }

    [Fact]
    public void what_is_not_said_is_absent()
    {
        foreach (var context in (ClientContext[])[Read(), Read([.. Names.Select(name => (name, ""))])])
        {
            Assert.Equal((null, null, null, null), (context.Session, context.Agent, context.User, context.Classification));
            Assert.Equal((null, null, null, null), (context.TraceId, context.ParentSpanId, context.ParentCall, context.Tags));
            Assert.False(context.Sanitised);
        }
    }

    [Theory]
    [InlineData("feature=search", "feature=search")]
    [InlineData("a=1,b=2", "a=1|b=2")]
    [InlineData(" a = 1 , ,b=2,", "a=1|b=2")]
    [InlineData("a=", "a=")]
    [InlineData("a=1=2", "a=1=2")]
    [InlineData("a=x%2Cy%3D%C3%A9%20", "a=x,y=é ")]
    [InlineData("a=1+1", "a=1+1")]
    [InlineData("a=%zz%", "a=%zz%")]
    [InlineData("a%2Cb=1", "a%2Cb=1")]
    public void tags_are_pairs_with_percent_encoded_values(string header, string tags)
    {
        var context = Read(("x-gateway-tags", header));

        Assert.Equal(tags, Joined(context));
        Assert.False(context.Sanitised);
    }

    [Theory]
    [InlineData("a", null)]
    [InlineData("=1", null)]
    [InlineData("a=1,b,c=3", "a=1|c=3")]
    [InlineData("a=1,a=2", "a=2")]
    [InlineData("a=x%00y", "a=xy")]
    public void a_tag_that_is_left_out_or_changed_leaves_a_mark(string header, string? tags)
    {
        var context = Read(("x-gateway-tags", header));

        Assert.Equal(tags, Joined(context));
        Assert.True(context.Sanitised);
    }

    [Fact]
    public void tags_may_come_in_several_headers()
    {
        var context = ClientContext.Read(new HeaderDictionary { ["x-gateway-tags"] = new StringValues(["a=1,b=2", "c=3"]) });

        Assert.Equal("a=1|b=2|c=3", Joined(context));
    }

    [Fact]
    public void no_more_than_32_tags_are_taken()
    {
        var pairs = Enumerable.Range(0, 33).Select(i => $"t{i}={i}").ToList();

        Assert.False(Read(("x-gateway-tags", string.Join(',', pairs.Take(32)))).Sanitised);
        var context = Read(("x-gateway-tags", string.Join(',', pairs)));
        Assert.Equal((32, true), (context.Tags!.Count, context.Sanitised));
    }

    [Theory]
    [InlineData('a', 256)]
    [InlineData('é', 128)]
    [InlineData('語', 85)]
    public void a_tag_has_at_most_256_bytes_however_few_characters_that_are(char character, int most)
    {
        var fits = new string(character, most);

        var context = Read(("x-gateway-tags", $"{fits}={Uri.EscapeDataString(fits)}"));
        Assert.Equal((fits, false), (context.Tags![fits], context.Sanitised));

        context = Read(("x-gateway-tags", $"{fits + character}={Uri.EscapeDataString(fits + character)}"));
        Assert.Equal((fits, true), (context.Tags![fits], context.Sanitised));
    }

    [Theory]
    [InlineData("00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331")]
    [InlineData("ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData(Trace + "," + Trace)]
    [InlineData("garbage")]
    public void a_trace_that_is_not_valid_is_left_out(string header)
    {
        var context = Read(("traceparent", header));

        Assert.Equal((null, null, true), (context.TraceId, context.ParentSpanId, context.Sanitised));
    }

    [Theory]
    [InlineData("not-a-call")]
    [InlineData("0191e1a0-0000-7000-8000-000000000000,0191e1a0-0000-7000-8000-000000000001")]
    public void a_parent_that_is_no_call_is_left_out(string header)
    {
        var context = Read(("x-gateway-parent-call", header));

        Assert.Equal((null, true), (context.ParentCall, context.Sanitised));
    }

    [Fact]
    public void whatever_a_client_sends_is_bounded_and_can_be_stored() => AnyValue.Array[Names.Length].Sample(values =>
    {
        var context = Read([.. Names.Zip(values)]);

        string?[] texts = [context.Session, context.Agent, context.User, context.Classification, context.TraceId, context.ParentSpanId];
        Assert.All(texts, text => Assert.True(text is null || (text.Length is > 0 and <= 256 && IsStorable(text))));
        Assert.InRange(context.Tags?.Count ?? 0, 0, 32);
        foreach (var (name, value) in context.Tags ?? [])
        {
            Assert.True(IsStorable(name) && IsStorable(value) && name.Length > 0);
            Assert.True(Encoding.UTF8.GetByteCount(name) <= 256 && Encoding.UTF8.GetByteCount(value) <= 256);
        }
    });

    private static bool IsStorable(string text) =>
        !text.Contains('\0', StringComparison.Ordinal) && text == Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    private static string? Joined(ClientContext context) =>
        context.Tags is null ? null : string.Join('|', context.Tags.Select(tag => $"{tag.Key}={tag.Value}").Order(StringComparer.Ordinal));

    private static ClientContext Read(params (string Name, string Value)[] headers)
    {
        var dictionary = new HeaderDictionary();
        foreach (var (name, value) in headers)
            dictionary[name] = value;
        return ClientContext.Read(dictionary);
    }
}
