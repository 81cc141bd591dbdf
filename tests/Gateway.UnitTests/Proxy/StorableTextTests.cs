using System.Text;
using CsCheck;
using Gateway.Ingress.Proxy.Requests;

namespace Gateway.UnitTests.Proxy;

public sealed class StorableTextTests
{
    // Any UTF-16, surrogates in any order included.
    private static readonly Gen<string> AnyText = Gen.OneOf(
        Gen.Char['a', 'e'], Gen.Char['\0', '\u0001'], Gen.Char['\uD7FF', '\uE000'], Gen.Char['é', 'ë'], Gen.Char['\uFFFD', '\uFFFF'])
        .Array[0, 300].Select(chars => new string(chars));

    [Fact]
    public void whatever_comes_in_can_be_stored() => AnyText.Sample(text =>
    {
        var (clean, _) = Clean(text);

        Assert.InRange(clean.Length, 0, StorableText.MaxLength);
        Assert.DoesNotContain('\0', clean);
        Assert.Equal(clean, Encoding.UTF8.GetString(new UTF8Encoding(false, throwOnInvalidBytes: true).GetBytes(clean)));
    });

    [Fact]
    public void a_text_is_marked_if_and_only_if_it_was_changed() => AnyText.Sample(text =>
    {
        var (clean, changed) = Clean(text);

        Assert.Equal(clean != text, changed);
        Assert.Equal((clean, false), Clean(clean));
    });

    [Theory]
    [InlineData("", "")]
    [InlineData("gpt-4o", "gpt-4o")]
    [InlineData("a\0b", "ab")]
    [InlineData("\ud83d\ude00", "\ud83d\ude00")]
    public void a_text_keeps_what_can_be_kept(string text, string clean) => Assert.Equal(clean, Clean(text).Text);

    [Fact]
    public void a_pair_of_surrogates_is_not_cut_in_two()
    {
        Assert.Equal(new string('a', 255), Clean(new string('a', 255) + "😀").Text);
        Assert.Equal(new string('a', 254) + "😀", Clean(new string('a', 254) + "😀").Text);
    }

    [Fact]
    public void a_mark_is_never_taken_back()
    {
        var changed = true;
        Assert.Null(StorableText.Clean(null, ref changed));
        StorableText.Clean("fine", ref changed);
        Assert.True(changed);
    }

    private static (string Text, bool Changed) Clean(string text)
    {
        var changed = false;
        return (StorableText.Clean(text, ref changed)!, changed);
    }
}
