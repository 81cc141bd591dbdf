using Gateway.GraphQL.Authentication;
using Gateway.GraphQL.Errors;
using Gateway.GraphQL.Freshness;
using GraphQL;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.GraphQL.Transport;

/// <summary>GraphQL over HTTP (graphql.github.io/graphql-over-http/draft): POST, and GET for queries.</summary>
internal sealed class GraphQLEndpoint(GraphQLOperation operation, IGraphQLAuthenticator authenticator, IGraphQLTextSerializer serializer)
{
    public async Task HandleAsync(HttpContext context)
    {
        context.Response.Headers.CacheControl = "no-store";
        var mediaType = MediaTypes.Negotiate(context.Request.Headers.Accept);
        try
        {
            if (mediaType is null)
                throw new BadRequestException(StatusCodes.Status406NotAcceptable, $"The answer is {MediaTypes.GraphQLResponse} or {MediaTypes.Json}.");
            if (await authenticator.AuthenticateAsync(context) is not { } caller)
                await RefuseAsync(context, mediaType);
            else
                await AnswerAsync(context, caller, mediaType);
        }
        catch (BadRequestException e)
        {
            if (e.Status == StatusCodes.Status405MethodNotAllowed)
                context.Response.Headers.Allow = "POST";
            await WriteAsync(context, e.Status, mediaType ?? MediaTypes.Json, new ExecutionError(e.Message) { Code = ErrorCodes.BadRequest });
        }
    }

    private async Task AnswerAsync(HttpContext context, Caller caller, string mediaType)
    {
        var isGet = HttpMethods.IsGet(context.Request.Method);
        var request = isGet
            ? GraphQLRequest.FromQueryString(context.Request.Query, serializer)
            : await FromBodyAsync(context.Request, context.RequestAborted);

        var result = await operation.RunAsync(request, caller, queriesOnly: isGet, context);
        if (context.RequestServices.GetRequiredService<FreshnessReader>().Claim() is { } claim)
            (result.Extensions ??= [])["freshness"] = claim;
        var ran = result.Executed || mediaType == MediaTypes.Json;
        await WriteAsync(context, ran ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest, mediaType, result);
    }

    private Task<GraphQLRequest> FromBodyAsync(HttpRequest request, CancellationToken cancellation) => MediaTypes.IsJson(request.ContentType)
        ? GraphQLRequest.FromBodyAsync(request, serializer, cancellation)
        : throw new BadRequestException(StatusCodes.Status415UnsupportedMediaType, $"The body must be {MediaTypes.Json} in UTF-8.");

    private Task RefuseAsync(HttpContext context, string mediaType)
    {
        context.Response.Headers.WWWAuthenticate = "Bearer realm=\"gateway\"";
        return WriteAsync(
            context, StatusCodes.Status401Unauthorized, mediaType, new ExecutionError("A bearer token is required.") { Code = ErrorCodes.Unauthenticated });
    }

    private Task WriteAsync(HttpContext context, int status, string mediaType, ExecutionError error) =>
        WriteAsync(context, status, mediaType, new ExecutionResult(error));

    private async Task WriteAsync(HttpContext context, int status, string mediaType, ExecutionResult result)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = $"{mediaType}; charset=utf-8";
        await serializer.WriteAsync(context.Response.Body, result, context.RequestAborted);
    }
}
