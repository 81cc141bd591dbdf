using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Gateway.Testing;

namespace Gateway.IntegrationTests.GraphQL;

public sealed class TransportTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Newer = "application/graphql-response+json";
    private const string Older = "application/json";

    private GraphQLHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await GraphQLHost.StartAsync(postgres);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Theory]
    [InlineData(Newer, """{"query":"{ __typename }"}""", 200, null)]
    [InlineData(Older, """{"query":"{ __typename }"}""", 200, null)]
    [InlineData(Newer, """{"query":"{ nothing }"}""", 400, "GRAPHQL_VALIDATION_FAILED")]
    [InlineData(Older, """{"query":"{ nothing }"}""", 200, "GRAPHQL_VALIDATION_FAILED")]
    [InlineData(Newer, """{"query":"{ "}""", 400, "GRAPHQL_PARSE_FAILED")]
    [InlineData(Older, """{"query":"{ "}""", 200, "GRAPHQL_PARSE_FAILED")]
    [InlineData(Newer, """{"query":"query A { __typename } query B { __typename }"}""", 400, "GRAPHQL_VALIDATION_FAILED")]
    [InlineData(Newer, """{"query":"query A { __typename } query B { __typename }","operationName":"B"}""", 200, null)]
    [InlineData(Newer, """{"query":"query($f: DateTime) { calls(filter: {from: $f}) { nodes { id } } }","variables":{"f":"yesterday"}}""", 400, "BAD_USER_INPUT")]
    [InlineData(Newer, """{"query":"{ calls(filter: {from: \"yesterday\"}) { nodes { id } } }"}""", 400, "GRAPHQL_VALIDATION_FAILED")]
    [InlineData(Newer, """{"query":"{ calls(first: 600) { nodes { id } } }"}""", 200, "BAD_USER_INPUT")]
    [InlineData(Newer, """{"query":"{ calls(filter: {team: [\"\\u0000\"]}) { nodes { id } } }"}""", 400, "BAD_USER_INPUT")]
    [InlineData(Newer, """{"query":"mutation { x }"}""", 400, "GRAPHQL_VALIDATION_FAILED")]
    [InlineData(Older, """{"query":1}""", 400, "BAD_REQUEST")]
    [InlineData(Older, """{"variables":{}}""", 400, "BAD_REQUEST")]
    [InlineData(Older, """{"query":"{ __typename }","variables":[]}""", 400, "BAD_REQUEST")]
    [InlineData(Older, """[{"query":"{ __typename }"}]""", 400, "BAD_REQUEST")]
    [InlineData(Older, """{"query":"\ud800"}""", 400, "BAD_REQUEST")]
    [InlineData(Older, "{", 400, "BAD_REQUEST")]
    [InlineData(Older, "", 400, "BAD_REQUEST")]
    [InlineData("text/plain", """{"query":"{ __typename }"}""", 406, "BAD_REQUEST")]
    public async Task a_post_is_answered_as_the_specification_says(string accept, string body, int status, string? code)
    {
        using var response = await SendAsync(HttpMethod.Post, "/graphql", accept, new StringContent(body, Encoding.UTF8, Older));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(accept == Newer ? Newer : Older, response.Content.Headers.ContentType!.MediaType);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(code, answer.TryGetProperty("errors", out _) ? GraphQLHost.Code(answer) : null);
    }

    [Theory]
    [InlineData("/graphql?query=%7B__typename%7D", 200)]
    [InlineData("/graphql?query=query(%24f%3AInt)%7Bcalls(first%3A%24f)%7Bnodes%7Bid%7D%7D%7D&variables=%7B%22f%22%3A1%7D", 200)]
    [InlineData("/graphql?query=%7B__typename%7D&variables=%7B", 400)]
    [InlineData("/graphql", 400)]
    [InlineData("/graphql?query=mutation%7Bx%7D", 405)]
    public async Task a_get_runs_queries_only(string path, int status)
    {
        using var response = await SendAsync(HttpMethod.Get, path, Newer);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 405 ? ["POST"] : [], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task other_methods_types_and_sizes_are_refused()
    {
        using var put = await SendAsync(HttpMethod.Put, "/graphql", Newer, JsonContent.Create(new { query = "{ __typename }" }));
        using var form = await SendAsync(HttpMethod.Post, "/graphql", Newer, new StringContent("query=x", Encoding.UTF8, "application/x-www-form-urlencoded"));
        using var latin = await SendAsync(HttpMethod.Post, "/graphql", Newer, new StringContent("{}", Encoding.Latin1, Older));
        using var notUtf8 = await SendAsync(HttpMethod.Post, "/graphql", Newer, new ByteArrayContent([0x22, 0xff, 0x22]) { Headers = { ContentType = new MediaTypeHeaderValue(Older) } });
        using var large = await SendAsync(HttpMethod.Post, "/graphql", Newer, new StringContent(new string(' ', 1024 * 1024) + "{}", Encoding.UTF8, Older));

        Assert.Equal(
            [HttpStatusCode.MethodNotAllowed, HttpStatusCode.UnsupportedMediaType, HttpStatusCode.UnsupportedMediaType, HttpStatusCode.BadRequest, HttpStatusCode.RequestEntityTooLarge],
            [put.StatusCode, form.StatusCode, latin.StatusCode, notUtf8.StatusCode, large.StatusCode]);
    }

    [Fact]
    public async Task a_query_that_asks_for_too_much_is_refused_with_its_limit()
    {
        var wide = string.Join(' ', Enumerable.Range(0, 60).Select(i => $"a{i}: calls(first: 500) {{ nodes {{ id status }} }}"));
        var bomb = "{ calls { nodes { ...f0 } } } " + string.Concat(Enumerable.Range(0, 40).Select(i => $"fragment f{i} on Call {{ ...f{i + 1} ...f{i + 1} }} ")) + "fragment f40 on Call { id }";
        var chain = "{ ...f0 } " + string.Concat(Enumerable.Range(0, 900).Select(i => $"fragment f{i} on Query {{ ...f{i + 1} }} ")) + "fragment f900 on Query { __typename }";

        Assert.Equal("QUERY_TOO_COMPLEX", GraphQLHost.Code(await _host.SendAsync($"{{ {wide} }}")));
        Assert.Equal("QUERY_TOO_COMPLEX", GraphQLHost.Code(await _host.SendAsync(bomb)));
        Assert.Equal("QUERY_TOO_COMPLEX", GraphQLHost.Code(await _host.SendAsync(chain)));
        Assert.Equal("BAD_REQUEST", GraphQLHost.Code(await _host.SendAsync("{ __typename " + new string(' ', 40_000) + "}")));
    }

    [Fact]
    public async Task the_page_for_browsers_needs_nothing_from_elsewhere()
    {
        using var page = await SendAsync(HttpMethod.Get, "/graphql", "text/html,*/*;q=0.8");
        var html = await page.Content.ReadAsStringAsync();

        Assert.Equal("text/html", page.Content.Headers.ContentType!.MediaType);
        Assert.Contains("default-src 'none'", page.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.DoesNotContain("//", html.Replace("<!doctype html>", "", StringComparison.Ordinal), StringComparison.Ordinal);
        foreach (var asset in html.Split('"').Where(part => part.StartsWith("/graphql/assets/", StringComparison.Ordinal)))
            Assert.Equal(HttpStatusCode.OK, (await _host.Client.GetAsync(asset)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Client.GetAsync("/graphql/assets/nothing.js")).StatusCode);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, string accept, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        request.Headers.TryAddWithoutValidation("Accept", accept);
        return await _host.Client.SendAsync(request);
    }
}
