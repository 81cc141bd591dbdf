using System.Security.Cryptography;
using Gateway.Projections.Content;

namespace Gateway.UnitTests.Content;

public sealed class MasterKeyTests
{
    private static readonly byte[] SubjectsKey = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private readonly Guid _subject = Guid.CreateVersion7();
    private readonly MasterKey _master = With(1);

    [Fact]
    public void unwraps_what_it_wrapped_and_so_does_another_node_with_the_same_key()
    {
        var wrapped = _master.Wrap(_subject, SubjectsKey);

        Assert.Equal(SubjectsKey, _master.Unwrap(_subject, wrapped));
        Assert.Equal(SubjectsKey, With(1).Unwrap(_subject, wrapped));
        Assert.NotEqual(wrapped, _master.Wrap(_subject, SubjectsKey));
    }

    [Fact]
    public void a_wrapped_key_is_of_use_for_its_own_subject_only()
    {
        var wrapped = _master.Wrap(_subject, SubjectsKey);

        Assert.ThrowsAny<CryptographicException>(() => _master.Unwrap(Guid.CreateVersion7(), wrapped));
        Assert.ThrowsAny<CryptographicException>(() => With(2).Unwrap(_subject, wrapped));
    }

    [Fact]
    public void a_wrapped_key_with_any_byte_changed_or_missing_is_refused()
    {
        var wrapped = _master.Wrap(_subject, SubjectsKey);
        for (var i = 0; i < wrapped.Length; i++)
        {
            var forged = wrapped.ToArray();
            forged[i] ^= 0x80;
            Assert.ThrowsAny<CryptographicException>(() => _master.Unwrap(_subject, forged));
            Assert.ThrowsAny<CryptographicException>(() => _master.Unwrap(_subject, wrapped.AsSpan(0, i)));
        }
    }

    [Fact]
    public void names_are_digested_by_organization_and_under_the_key()
    {
        var digest = _master.DigestOf("acme", "user:ann");

        Assert.Equal(digest, With(1).DigestOf("acme", "user:ann"));
        Assert.NotEqual(digest, _master.DigestOf("acme", "user:bob"));
        Assert.NotEqual(digest, _master.DigestOf("other", "user:ann"));
        Assert.NotEqual(digest, With(2).DigestOf("acme", "user:ann"));
    }

    [Fact]
    public void each_purpose_has_a_key_of_its_own()
    {
        Assert.Equal(_master.Derive("a"), With(1).Derive("a"));
        Assert.NotEqual(_master.Derive("a"), _master.Derive("b"));
        Assert.NotEqual(_master.Derive("a"), With(2).Derive("a"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(33)]
    public void a_key_of_another_size_is_refused(int size) => Assert.Throws<ArgumentException>(() => new MasterKey(new byte[size]));

    private static MasterKey With(byte material) => new([.. Enumerable.Repeat(material, MasterKey.Size)]);
}
