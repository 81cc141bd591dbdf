using System.Security.Cryptography;
using CsCheck;
using Gateway.Domain.Content;
using Gateway.Projections.Content;

namespace Gateway.UnitTests.Content;

public sealed class SubjectKeyTests
{
    private static readonly PersonalValues Ann = new("192.0.2.7", "curl/8", "ann", new Dictionary<string, string>(StringComparer.Ordinal) { ["desk"] = "é😀" });

    private static readonly Gen<string> Text = Gen.Char['\0', '\u07FF'].Array[0, 40].Select(chars => new string(chars));

    private readonly SubjectKey _key = With(1);

    [Fact]
    public void opens_what_it_sealed() => Gen.Select(Text.Null(), Text.Null(), Text.Null()).Sample((address, agent, user) =>
    {
        var values = new PersonalValues(address, agent, user);

        Assert.Equal(values, _key.Open(_key.Seal(values)));
    });

    [Fact]
    public void keeps_tags_too() => Assert.Equal(Ann.Tags, _key.Open(_key.Seal(Ann)).Tags);

    [Fact]
    public void the_same_values_never_look_the_same() => Assert.Equal(100, Enumerable.Range(0, 100).Select(_ => _key.Seal(Ann)).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void a_box_with_any_byte_changed_or_missing_is_refused()
    {
        var box = Convert.FromBase64String(_key.Seal(Ann));
        for (var i = 0; i < box.Length; i++)
        {
            var forged = box.ToArray();
            forged[i] ^= 1;
            Refuses(_key, Convert.ToBase64String(forged));
            Refuses(_key, Convert.ToBase64String(box.AsSpan(0, i)));
        }
    }

    [Fact]
    public void a_box_that_is_no_base64_is_refused() => Refuses(_key, "not base64!");

    [Fact]
    public void a_box_of_another_key_or_another_subject_is_refused()
    {
        Refuses(With(2, _key.Id), _key.Seal(Ann));
        Refuses(With(1, Guid.NewGuid()), _key.Seal(Ann));
    }

    [Fact]
    public void a_content_in_parts_has_the_digest_of_the_whole() => Gen.Byte.Array[0, 20].Array[0, 8].Sample(parts =>
    {
        using var digest = _key.StartDigest();
        foreach (var part in parts)
            digest.Append(part);

        Assert.Equal(_key.Digest(parts.SelectMany(part => part).ToArray()), digest.Finish());
    });

    [Fact]
    public void a_content_has_one_digest_for_each_subject()
    {
        Assert.NotEqual(_key.Digest("a"u8), _key.Digest("b"u8));
        Assert.NotEqual(_key.Digest("a"u8), With(2).Digest("a"u8));
        Assert.Equal(_key.Digest("a"u8), With(1).Digest("a"u8));
        Assert.Equal(32, Convert.FromBase64String(_key.Digest([])).Length);
    }

    [Fact]
    public void a_digest_that_was_given_up_leaves_nothing_in_the_next_one()
    {
        using (var digest = _key.StartDigest())
            digest.Append("given up"u8);

        Assert.Equal(With(1).Digest("a"u8), _key.Digest("a"u8));
    }

    [Fact]
    public void threads_that_share_a_key_do_not_mix_what_they_seal_and_digest() => Parallel.For(0, 4, new ParallelOptions { MaxDegreeOfParallelism = 4 }, thread =>
    {
        var content = new byte[100];
        content.AsSpan().Fill((byte)thread);
        var expected = With(1).Digest(content);
        for (var i = 0; i < 2_000; i++)
        {
            using var digest = _key.StartDigest();
            digest.Append(content.AsSpan(0, i % 100));
            var values = new PersonalValues(null, null, $"{thread} {i}");
            Assert.Equal(values, _key.Open(_key.Seal(values)));
            digest.Append(content.AsSpan(i % 100));
            Assert.Equal(expected, digest.Finish());
        }
    });

    private static void Refuses(SubjectKey key, string box) => Assert.ThrowsAny<CryptographicException>(() => key.Open(box));

    private static SubjectKey With(byte material, Guid? id = null) => new(id ?? Guid.Parse("00000000-0000-0000-0000-0000000000c0"), [.. Enumerable.Repeat(material, 32)]);
}
