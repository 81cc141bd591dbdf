using GraphQL;

namespace Gateway.GraphQL.Errors;

/// <summary>The errors that resolvers end a field with.</summary>
internal static class GatewayErrors
{
    /// <summary>An argument has a value that it can't have.</summary>
    public static ExecutionError BadUserInput(string argument, string message) =>
        new($"{argument}: {message}") { Code = ErrorCodes.BadUserInput, Extensions = new() { ["argument"] = argument } };

    /// <summary>A count does not fit GraphQL's Int.</summary>
    public static ExecutionError OutOfRange(string field, string instead) =>
        new($"{field} is above 2147483647; ask for {instead}.") { Code = ErrorCodes.OutOfRange };

    /// <summary>The server failed. Says nothing but where the log has more.</summary>
    public static ExecutionError Internal(string correlationId) =>
        new("Internal error.") { Code = ErrorCodes.Internal, Extensions = new() { ["correlationId"] = correlationId } };
}
