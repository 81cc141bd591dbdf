using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.GraphQL.Authentication;
using Gateway.Testing;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static Gateway.IntegrationTests.Calls.CallSamples;

namespace Gateway.IntegrationTests.GraphQL;

public sealed class AuthenticationTests(PostgresFixture postgres)
{
    private const string Everything = """{ calls { totalCount nodes { organization } } usage(from: "2026-11-24T00:30:00Z", to: "2026-11-24T12:30:00Z", groupBy: []) { total { requests } } }""";

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer")]
    [InlineData("Bearer another-token")]
    [InlineData("Bearer an-admin-toke")]
    [InlineData("Basic an-admin-token")]
    public async Task who_does_not_hold_the_token_is_refused(string? authorization)
    {
        await using var host = await GraphQLHost.StartAsync(postgres);
        await AssertRefusedAsync(host, authorization);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task without_a_configured_token_everybody_is_refused(string? token)
    {
        await using var host = await GraphQLHost.StartAsync(postgres, token: token);
        await AssertRefusedAsync(host, "Bearer ");
        await AssertRefusedAsync(host, "Bearer an-admin-token");
    }

    [Fact]
    public async Task a_caller_sees_their_own_organizations_only()
    {
        await using var host = await GraphQLHost.StartAsync(postgres, services => services.AddSingleton<IGraphQLAuthenticator>(new Auditor(["acme"])));
        var own = await host.Store.StartAsync("acme", Received(), Completed());
        var others = await host.Store.StartAsync("other", Received(organization: "other"), Completed());
        await host.Store.ProjectAsync();

        var data = await host.QueryAsync(Everything);
        Assert.Equal("""{"totalCount":1,"nodes":[{"organization":"acme"}]}""", data.GetProperty("calls").GetRawText());
        Assert.Equal(1, data.GetProperty("usage").GetProperty("total").GetProperty("requests").GetInt32());
        var byId = await host.QueryAsync("query($own: ID!, $others: ID!) { own: call(id: $own) { id } others: call(id: $others) { id } }", new { own, others });
        Assert.Equal((JsonValueKind.Object, JsonValueKind.Null), (byId.GetProperty("own").ValueKind, byId.GetProperty("others").ValueKind));
        Assert.Equal(0, (await host.QueryAsync("{ calls(filter: { organization: [\"other\"] }) { totalCount } }")).GetProperty("calls").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task what_fails_inside_shows_nothing_of_the_inside()
    {
        await using var nowhere = NpgsqlDataSource.Create("Host=127.0.0.1;Port=1;Username=secret-user;Timeout=2");
        await using var host = await GraphQLHost.StartAsync(postgres, services => services.AddSingleton(nowhere));

        var answer = await host.SendAsync("{ calls { totalCount } }");
        var error = answer.GetProperty("errors")[0];
        Assert.Equal(("Internal error.", "INTERNAL"), (error.GetProperty("message").GetString(), GraphQLHost.Code(answer)));
        Assert.NotEmpty(error.GetProperty("extensions").GetProperty("correlationId").GetString()!);
        Assert.DoesNotContain("127.0.0.1", answer.GetRawText(), StringComparison.Ordinal);
    }

    private static async Task AssertRefusedAsync(GraphQLHost host, string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = "{ __typename }" }) };
        host.Client.DefaultRequestHeaders.Authorization = null;
        request.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var response = await host.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(new AuthenticationHeaderValue("Bearer", "realm=\"gateway\""), response.Headers.WwwAuthenticate.Single());
        Assert.Equal("UNAUTHENTICATED", GraphQLHost.Code(await response.Content.ReadFromJsonAsync<JsonElement>()));
    }

    private sealed class Auditor(IReadOnlyCollection<string> organizations) : IGraphQLAuthenticator
    {
        public ValueTask<Caller?> AuthenticateAsync(HttpContext context) => new(new Caller("auditor", organizations));
    }
}
