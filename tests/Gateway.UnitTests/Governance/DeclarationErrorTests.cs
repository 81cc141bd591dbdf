namespace Gateway.UnitTests.Governance;

/// <summary>Each case changes the file of the contract in one place and expects one error at that place.</summary>
public sealed class DeclarationErrorTests
{
    [Theory]
    [InlineData("\"region\": \"us\"", "\"zone\": \"us\"", "providers[0].zone", 2, "no member 'zone'")]
    [InlineData("\"strategy\"", "\"Strategy\"", "routes[0].Strategy", 3, "no member 'Strategy'")]
    [InlineData("\"kind\": \"openai\"", "\"kind\": \"anthropic\"", "providers[0].kind", 2, "Known: openai, openai-compatible")]
    [InlineData("\"priority\"", "\"fastest\"", "routes[0].strategy", 3, "Known: priority")]
    [InlineData("\"region\": \"us\"", "\"region\": null", "providers[0].region", 2, "found null")]
    [InlineData("\"kind\": \"openai\"", "\"kind\": 7", "providers[0].kind", 2, "found a number")]
    [InlineData("\"name\": \"openai\"", "\"name\": \"openai\", \"name\": \"openai\"", "providers[0].name", 2, "given twice")]
    [InlineData("\"name\": \"ci\"", "\"name\": \"c i\"", "keys[0].name", 4, "A name has")]
    [InlineData("\"name\": \"ci\", ", "", "keys[0]", 4, "'name' is missing")]
    [InlineData("https://api.openai.com/v1", "api.openai.com/v1", "providers[0].baseUrl", 2, "absolute http")]
    [InlineData("https://api.openai.com/v1", "/v1", "providers[0].baseUrl", 2, "absolute http")]
    [InlineData("https://api.openai.com/v1", "ftp://api.openai.com/v1", "providers[0].baseUrl", 2, "absolute http")]
    [InlineData("https://api.openai.com/v1", "https://me:pw@api.openai.com/v1", "providers[0].baseUrl", 2, "no user or password")]
    [InlineData("https://api.openai.com/v1", "https://api.openai.com/v1?a=b", "providers[0].baseUrl", 2, "no query")]
    [InlineData("https://api.openai.com/v1", "https://api.openai.com/v1/", "providers[0].baseUrl", 2, "no '/' at the end")]
    [InlineData("env:OPENAI_API_KEY", "sk-proj-abc", "providers[0].apiKey", 2, "env:NAME")]
    [InlineData("env:CI_KEY", "env:", "keys[0].secret", 4, "env:NAME")]
    [InlineData("env:CI_KEY", "env:UNSET", "keys[0].secret", 4, "leads to nothing")]
    [InlineData("env:CI_KEY", "env:SHORT_KEY", "keys[0].secret", 4, "16 to 512")]
    [InlineData("\"provider\": \"openai\", \"model\": \"gpt-4o\" }]", "\"provider\": \"nobody\", \"model\": \"gpt-4o\" }]", "routes[0].targets[0].provider", 3, "no provider 'nobody'")]
    [InlineData("[{ \"provider\": \"openai\", \"model\": \"gpt-4o\" }]", "[]", "routes[0].targets", 3, "empty")]
    [InlineData("\"organization\": \"acme\"", "\"organization\": \"other\"", "keys[0].organization", 4, "no organization 'other'")]
    [InlineData("\"team\": \"research\"", "\"team\": \"sales\"", "keys[0].team", 4, "no team 'sales'")]
    [InlineData("\"team\": \"research\", ", "", "keys[0].project", 4, "Name the team too")]
    [InlineData("\"project\": \"search\"", "\"project\": \"sale\"", "keys[0].project", 4, "no project 'sale'")]
    [InlineData("\"models\": [\"*\"]", "\"models\": [\"g*t\"]", "keys[0].models[0]", 4, "followed by '*'")]
    [InlineData("[\"search\"]", "[\"search\", \"search\"]", "organizations[0].teams[0].projects[1]", 1, "listed twice")]
    [InlineData("\"2.50\"", "2.50", "prices[0].input", 5, "decimal in a string")]
    [InlineData("\"2.50\"", "\"-2.50\"", "prices[0].input", 5, "not negative")]
    [InlineData("\"2.50\"", "\"2,50\"", "prices[0].input", 5, "decimal in a string")]
    [InlineData("\"2.50\"", "\"2.5e3\"", "prices[0].input", 5, "no exponent")]
    [InlineData("\"2.50\"", "\"0.0000000000001\"", "prices[0].input", 5, "12 fraction digits")]
    [InlineData("\"2.50\"", "\"1000000.1\"", "prices[0].input", 5, "at most 1000000")]
    [InlineData("\"2024-10-01\"", "\"2024-02-30\"", "prices[0].from", 5, "Write a day")]
    [InlineData("\"2024-10-01\"", "\"2024-10-01T00:00:00Z\"", "prices[0].from", 5, "Write a day")]
    [InlineData("\"prices\"", "\"quotas\": [],\n  \"prices\"", "quotas", 5, "does not enforce quotas")]
    public void names_what_is_wrong_and_where(string before, string after, string path, int line, string message)
    {
        var json = Replace(Sample.Json, before, after);

        var error = Assert.Single(Sample.Read(json).Errors);

        Assert.Equal((path, line), (error.Path, error.Line));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.InRange(error.Position, 1, json.Split('\n')[line - 1].Length);
    }

    [Theory]
    [InlineData("organizations", """{ "name": "acme" }""", "The organization 'acme' is declared twice")]
    [InlineData("providers", """{ "name": "openai", "kind": "openai", "baseUrl": "http://localhost/v1" }""", "The provider 'openai' is declared twice")]
    [InlineData("routes", """{ "model": "gpt-4o", "targets": [{ "provider": "openai", "model": "x" }] }""", "The route 'gpt-4o' is declared twice")]
    [InlineData("keys", """{ "name": "ci", "secret": "env:OTHER_KEY", "organization": "acme", "models": ["*"] }""", "The key 'ci' of 'acme' is declared twice")]
    [InlineData("keys", """{ "name": "cd", "secret": "env:CI_KEY", "organization": "acme", "models": ["*"] }""", "Another key has the same secret")]
    [InlineData("prices", """{ "provider": "openai", "model": "gpt-4o", "from": "2024-10-01", "input": "1", "output": "1" }""", "from 2024-10-01 is declared twice")]
    public void refuses_the_same_thing_twice(string section, string second, string message)
    {
        var line = Sample.Json.Split('\n').Single(line => line.Contains($"\"{section}\"", StringComparison.Ordinal));
        var json = Replace(Sample.Json, line, line.Insert(line.LastIndexOf(']'), $", {second}"));

        var error = Assert.Single(Sample.Read(json).Errors);

        Assert.StartsWith($"{section}[1].", error.Path, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", 1, 1)]
    [InlineData("{", 1, 2)]
    [InlineData("{\n  // no comments\n}", 2, 3)]
    [InlineData("{ \"keys\": [], }", 1, 15)]
    [InlineData("{} {}", 1, 4)]
    public void refuses_what_is_not_json(string json, int line, int position)
    {
        var error = Assert.Single(Sample.Read(json).Errors);

        Assert.Equal((line, position), (error.Line, error.Position));
        Assert.StartsWith("Not JSON: ", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void refuses_a_document_that_is_no_object() =>
        Assert.Equal("line 1, position 1: the document: Expected an object, found an array.", Assert.Single(Sample.Read("[]").Errors).ToString());

    [Fact]
    public void refuses_a_string_that_is_no_unicode() =>
        Assert.Contains("not valid Unicode", Assert.Single(Sample.Read("{ \"keys\": \"\\ud800\" }").Errors).Message, StringComparison.Ordinal);

    [Fact]
    public void counts_characters_and_not_bytes() =>
        Assert.Equal(24, Sample.Read("""{ "colour": "übergrün", "size": 1 }""").Errors[1].Position - 1);

    private static string Replace(string text, string before, string after)
    {
        var at = text.IndexOf(before, StringComparison.Ordinal);
        Assert.True(at >= 0, $"the sample has no {before}");
        return string.Concat(text.AsSpan(0, at), after, text.AsSpan(at + before.Length));
    }
}
