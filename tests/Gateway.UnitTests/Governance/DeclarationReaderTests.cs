using System.Text;
using System.Text.Json;
using Gateway.Domain.Governance;
using Gateway.Domain.Keys;
using Gateway.Domain.Pricing;
using Gateway.Domain.Routing;

namespace Gateway.UnitTests.Governance;

public sealed class DeclarationReaderTests
{
    [Fact]
    public void reads_the_file_of_the_contract()
    {
        var declared = Sample.Declare();

        Assert.Equal("search", declared.Organizations.Single().Teams.Single().Projects.Single());
        Assert.Equal(
            new DeclaredProvider("openai", null, ProviderKind.OpenAI, "https://api.openai.com/v1", "env:OPENAI_API_KEY", "us"),
            declared.Providers.Single());
        Assert.Equal(new Target("openai", "gpt-4o"), declared.Routes.Single().Targets.Single());
        Assert.Equal(("ci", "acme", "research", "search"), (declared.Keys[0].Name, declared.Keys[0].Organization, declared.Keys[0].Team, declared.Keys[0].Project));
        Assert.Equal(new Rates(2.5m, 10m, CacheRead: 1.25m), declared.Prices.Single().Rates);
        Assert.Equal(new DateTimeOffset(2024, 10, 1, 0, 0, 0, TimeSpan.Zero), declared.Prices.Single().From);
    }

    [Fact]
    public void reads_a_file_that_declares_nothing() => Assert.Empty(Sample.Declare("{}").Organizations);

    [Fact]
    public void skips_a_byte_order_mark()
    {
        byte[] withMark = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Sample.Json)];

        Assert.Empty(DeclarationReader.Read(withMark, DeclarationSources.Config, _ => Sample.Secret).Errors);
    }

    [Fact]
    public void keeps_the_hash_of_a_secret_and_not_the_secret()
    {
        var declared = Sample.Declare();

        Assert.Equal(KeySecret.HashOf(Sample.Secret), declared.Keys.Single().SecretHash);
        Assert.DoesNotContain(Sample.Secret, JsonSerializer.Serialize(declared), StringComparison.Ordinal);
    }

    [Fact]
    public void fetches_no_credential_of_a_provider()
    {
        var fetched = new List<string>();
        Sample.Read(Sample.Json, reference =>
        {
            fetched.Add(reference);
            return Sample.Secret;
        });

        Assert.Equal(["env:CI_KEY"], fetched);
    }

    [Fact]
    public void reports_all_errors_in_the_order_of_the_text()
    {
        var reading = Sample.Read("""
            { "keys": [{ "name": "ci", "secret": "env:SHORT_KEY", "organization": "acme", "models": [] }],
              "routes": [{ "model": "m", "targets": [{ "provider": "nobody", "model": "m" }] }],
              "colour": "blue" }
            """);

        Assert.Null(reading.Declaration);
        Assert.Equal(
            ["keys[0].secret", "keys[0].organization", "keys[0].models", "routes[0].targets[0].provider", "colour"],
            reading.Errors.Select(error => error.Path));
    }

    [Theory]
    [InlineData("env:SHORT_KEY", "fifteen-letters")]
    [InlineData("env:BLANK_KEY", "a secret with spaces in it")]
    public void no_error_holds_a_secret(string reference, string secret)
    {
        var reading = Sample.Read(Sample.Json.Replace("env:CI_KEY", reference, StringComparison.Ordinal));

        var error = Assert.Single(reading.Errors);
        Assert.DoesNotContain(secret, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void does_not_repeat_a_secret_that_was_written_where_its_reference_belongs()
    {
        var reading = Sample.Read(Sample.Json.Replace("env:CI_KEY", Sample.Secret, StringComparison.Ordinal));

        Assert.DoesNotContain(Sample.Secret, Assert.Single(reading.Errors).ToString(), StringComparison.Ordinal);
    }
}
