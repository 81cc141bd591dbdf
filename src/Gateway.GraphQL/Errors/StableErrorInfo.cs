using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;

namespace Gateway.GraphQL.Errors;

/// <summary>Gives every error a stable code and nothing of the engine's own.</summary>
internal sealed class StableErrorInfo : IErrorInfoProvider
{
    public ErrorInfo GetInfo(ExecutionError executionError)
    {
        var extensions = new Dictionary<string, object?>(StringComparer.Ordinal) { ["code"] = CodeOf(executionError) };
        foreach (var (name, value) in executionError.Extensions ?? [])
            extensions[name] = value;
        return new ErrorInfo { Message = executionError.Message, Extensions = extensions };
    }

    private static string CodeOf(ExecutionError error) => error switch
    {
        LimitError limit => limit.Code!,
        SyntaxError => ErrorCodes.ParseFailed,
        ValidationError { Code: "INVALID_VALUE" or "INVALID_LITERAL" } => ErrorCodes.BadUserInput,
        DocumentError => ErrorCodes.ValidationFailed,
        UnhandledError => ErrorCodes.Internal,
        _ => error.Code ?? ErrorCodes.Internal,
    };
}
