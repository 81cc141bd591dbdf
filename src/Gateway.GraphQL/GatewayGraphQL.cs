using Gateway.GraphQL.Authentication;
using Gateway.GraphQL.Calls;
using Gateway.GraphQL.Errors;
using Gateway.GraphQL.Freshness;
using Gateway.GraphQL.Transport;
using Gateway.Projections.Calls;
using Gateway.Projections.Freshness;
using Gateway.Projections.Usage;
using GraphQL;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gateway.GraphQL;

/// <summary>Mounts the GraphQL API in a host.</summary>
public static class GatewayGraphQL
{
    /// <summary>
    /// Adds what the API needs. The host has an <c>NpgsqlDataSource</c> of the event store among its services; another
    /// <see cref="IGraphQLAuthenticator"/> added before this call takes the place of the admin token.
    /// </summary>
    public static IServiceCollection AddGatewayGraphQL(this IServiceCollection services, Action<GatewayGraphQLOptions> configure)
    {
        services.AddOptions<GatewayGraphQLOptions>().Configure(configure);
        services.TryAddSingleton<IGraphQLAuthenticator, AdminTokenAuthenticator>();

        services.AddSingleton<CallQueries>().AddSingleton<CallEventQueries>().AddSingleton<UsageQueries>().AddSingleton<FreshnessQueries>();
        services.AddSingleton<CallCursor>().AddScoped<CallEventLoader>().AddScoped<FreshnessReader>();
        services.AddSingleton<GraphQLEndpoint>().AddSingleton<GraphQLOperation>();

        services.AddGraphQL(engine => engine
            .AddSelfActivatingSchema<GatewaySchema>()
            .AddSystemTextJson()
            .AddErrorInfoProvider(new StableErrorInfo())
            .AddValidationRule<QueryLimits>());
        return services;
    }

    /// <summary>Serves the API at <paramref name="path"/>, and GraphiQL there for browsers.</summary>
    public static IEndpointConventionBuilder MapGatewayGraphQL(this IEndpointRouteBuilder endpoints, string path = "/graphql")
    {
        var group = endpoints.MapGroup(path);
        group.MapMethods("", [HttpMethods.Get, HttpMethods.Post], (RequestDelegate)(context => GraphiQLPage.Wanted(context.Request)
            ? GraphiQLPage.WriteAsync(context)
            : context.RequestServices.GetRequiredService<GraphQLEndpoint>().HandleAsync(context)));
        group.MapGet("/assets/{name}", GraphiQLPage.Asset);
        return group;
    }
}
