using Gateway.Domain.Keys;

namespace Gateway.UnitTests.Keys;

public sealed class VirtualKeyTests
{
    [Theory]
    [InlineData("*", "anything", true)]
    [InlineData("gpt-4o", "gpt-4o", true)]
    [InlineData("gpt-4o", "gpt-4o-mini", false)]
    [InlineData("gpt-4o*", "gpt-4o-mini", true)]
    [InlineData("gpt-*", "GPT-4o", false)]
    public void may_use_the_models_that_its_patterns_name(string pattern, string model, bool may)
    {
        var key = new VirtualKey(Guid.NewGuid(), "ci", "acme", null, null, "hash", "sk", [pattern], VirtualKeyStatus.Active);

        Assert.Equal(may, key.MayUse(model));
    }

    [Theory]
    [InlineData("0123456789abcdef", "0123")]
    [InlineData("0123456789abcdef0123456789abcdef0123456789abcdef", "01234567")]
    public void shows_at_most_a_quarter_of_a_secret(string secret, string prefix) => Assert.Equal(prefix, KeySecret.PrefixOf(secret));

    [Fact]
    public void hashes_a_secret_with_sha_256() =>
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", KeySecret.HashOf("abc"));
}
