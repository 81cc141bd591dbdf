using System.Diagnostics;
using Gateway.GraphQL.Authentication;
using Gateway.GraphQL.Errors;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQLParser.AST;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gateway.GraphQL.Transport;

/// <summary>Runs one operation with the engine.</summary>
internal sealed class GraphQLOperation(IDocumentExecuter engine, IDocumentBuilder parser, ISchema schema, ILogger<GraphQLOperation> logger)
{
    // Validation walks fragments recursively: a chain of them must not reach the end of the stack.
    private const int MaxDefinitions = 100;

    public async Task<ExecutionResult> RunAsync(GraphQLRequest request, Caller caller, bool queriesOnly, HttpContext http)
    {
        if (Parse(request.Query, out var document) is { } error)
            return new ExecutionResult(error);
        if (Selected(document!, request.OperationName) is { Operation: not OperationType.Query and var kind })
        {
            return queriesOnly
                ? throw new BadRequestException(StatusCodes.Status405MethodNotAllowed, "GET runs queries only; send this with POST.")
                : new ExecutionResult(new ExecutionError($"The schema has no {kind}.") { Code = ErrorCodes.ValidationFailed });
        }

        return await engine.ExecuteAsync(new ExecutionOptions
        {
            Schema = schema,
            Document = document,
            Query = request.Query,
            OperationName = request.OperationName,
            Variables = request.Variables,
            UserContext = CallerContext.Of(caller),
            RequestServices = http.RequestServices,
            CancellationToken = http.RequestAborted,
            UnhandledExceptionDelegate = failure => Report(failure, http),
        });
    }

    private ExecutionError? Parse(string query, out GraphQLDocument? document)
    {
        document = null;
        try
        {
            document = parser.Build(query);
        }
        catch (ExecutionError error)
        {
            return error;
        }

        return document.Definitions.Count > MaxDefinitions
            ? new LimitError(ErrorCodes.TooComplex, $"The document has {document.Definitions.Count} definitions; {MaxDefinitions} are allowed.")
            : null;
    }

    private static GraphQLOperationDefinition? Selected(GraphQLDocument document, string? name) => document.Definitions
        .OfType<GraphQLOperationDefinition>()
        .FirstOrDefault(operation => name is null || operation.Name?.StringValue == name);

    private Task Report(UnhandledExceptionContext failure, HttpContext http)
    {
        var correlationId = Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier;
        var path = string.Join('.', failure.FieldContext?.Path ?? []);
        Log.FieldFailed(logger, path, correlationId, failure.OriginalException);
        failure.Exception = GatewayErrors.Internal(correlationId);
        return Task.CompletedTask;
    }
}
