using System.Text.Json;
using System.Text.Unicode;
using GraphQL;
using Microsoft.AspNetCore.Http;

namespace Gateway.GraphQL.Transport;

/// <summary>The parameters of a GraphQL request.</summary>
internal sealed record GraphQLRequest(string Query, string? OperationName, Inputs Variables)
{
    /// <summary>The most bytes that a request's body may have.</summary>
    public const int MaxBodyBytes = 1024 * 1024;

    /// <summary>The most characters that a document may have: what the engine's validation can take, which grows with the square of it.</summary>
    public const int MaxQueryLength = 32 * 1024;

    /// <summary>Reads the query string of a GET.</summary>
    public static GraphQLRequest FromQueryString(IQueryCollection query, IGraphQLTextSerializer serializer)
    {
        var variables = query["variables"].ToString();
        return Read(() =>
        {
            using var json = JsonDocument.Parse(variables.Length == 0 ? "null" : variables);
            return Create(query["query"].ToString() is { Length: > 0 } text ? text : null, query["operationName"], json.RootElement, serializer);
        });
    }

    /// <summary>Reads the body of a POST.</summary>
    public static async Task<GraphQLRequest> FromBodyAsync(HttpRequest request, IGraphQLTextSerializer serializer, CancellationToken cancellation)
    {
        var body = await ReadBodyAsync(request, cancellation);
        if (!Utf8.IsValid(body.Span))
            throw new BadRequestException(StatusCodes.Status400BadRequest, "The body is not UTF-8.");
        return Read(() =>
        {
            using var json = JsonDocument.Parse(body);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw new BadRequestException(StatusCodes.Status400BadRequest, "The body must be one JSON object; batches are not served.");
            return Create(Text(root, "query"), Text(root, "operationName"), Member(root, "variables"), serializer);
        });
    }

    private static GraphQLRequest Create(string? query, string? operationName, JsonElement variables, IGraphQLTextSerializer serializer)
    {
        if (query is null)
            throw new BadRequestException(StatusCodes.Status400BadRequest, "The parameter query is missing.");
        if (query.Length > MaxQueryLength)
            throw new BadRequestException(StatusCodes.Status400BadRequest, $"The parameter query is longer than {MaxQueryLength} characters.");
        var inputs = variables.ValueKind switch
        {
            JsonValueKind.Undefined or JsonValueKind.Null => Inputs.Empty,
            JsonValueKind.Object => serializer.ReadNode<Inputs>(variables)!,
            _ => throw new BadRequestException(StatusCodes.Status400BadRequest, "The parameter variables must be an object."),
        };
        return new GraphQLRequest(query, string.IsNullOrEmpty(operationName) ? null : operationName, inputs);
    }

    private static JsonElement Member(JsonElement root, string name) => root.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement root, string name) => Member(root, name) switch
    {
        { ValueKind: JsonValueKind.Undefined or JsonValueKind.Null } => null,
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        _ => throw new BadRequestException(StatusCodes.Status400BadRequest, $"The parameter {name} must be a string."),
    };

    // A string with a lone surrogate is JSON by its grammar, but no text: the parser says so when the string is read.
    private static GraphQLRequest Read(Func<GraphQLRequest> read)
    {
        try
        {
            return read();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new BadRequestException(StatusCodes.Status400BadRequest, "The request is not well-formed JSON.", e);
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBodyAsync(HttpRequest request, CancellationToken cancellation)
    {
        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, cancellation) is > 0 and var read)
        {
            if (body.Length + read > MaxBodyBytes)
                throw new BadRequestException(StatusCodes.Status413PayloadTooLarge, $"The body is larger than {MaxBodyBytes} bytes.");
            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }
}
