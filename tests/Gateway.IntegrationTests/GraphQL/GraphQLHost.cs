using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Gateway.GraphQL;
using Gateway.IntegrationTests.Calls;
using Gateway.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Gateway.IntegrationTests.GraphQL;

/// <summary>The API on a real socket, over a store of its own.</summary>
internal sealed class GraphQLHost : IAsyncDisposable
{
    public const string Token = "an-admin-token";

    private readonly WebApplication _app;

    private GraphQLHost(CallStore store, WebApplication app)
    {
        (Store, _app) = (store, app);
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Token);
    }

    public CallStore Store { get; }

    public HttpClient Client { get; }

    public static async Task<GraphQLHost> StartAsync(PostgresFixture postgres, Action<IServiceCollection>? configure = null, string? token = Token)
    {
        var store = await CallStore.CreateAsync(postgres);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddSingleton(store.Database);
        configure?.Invoke(builder.Services);
        builder.Services.AddGatewayGraphQL(options => options.AdminToken = token);
        var app = builder.Build();
        app.MapGatewayGraphQL();
        await app.StartAsync();
        return new GraphQLHost(store, app);
    }

    /// <summary>The whole answer to a query.</summary>
    public async Task<JsonElement> SendAsync(string query, object? variables = null)
    {
        using var response = await Client.PostAsJsonAsync("/graphql", new { query, variables });
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The data of an answer without errors.</summary>
    public async Task<JsonElement> QueryAsync(string query, object? variables = null)
    {
        var answer = await SendAsync(query, variables);
        Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
        return answer.GetProperty("data");
    }

    /// <summary>The code of the first error of an answer.</summary>
    public static string? Code(JsonElement answer) => answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString();

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
        await Store.DisposeAsync();
    }
}
