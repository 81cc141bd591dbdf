namespace Gateway.GraphQL.Errors;

/// <summary>The stable codes of <c>extensions.code</c>.</summary>
internal static class ErrorCodes
{
    /// <summary>The HTTP request is not a GraphQL request.</summary>
    public const string BadRequest = "BAD_REQUEST";

    /// <summary>The bearer token is missing or not known.</summary>
    public const string Unauthenticated = "UNAUTHENTICATED";

    /// <summary>The document is not GraphQL.</summary>
    public const string ParseFailed = "GRAPHQL_PARSE_FAILED";

    /// <summary>The document does not fit the schema, or names no operation to run.</summary>
    public const string ValidationFailed = "GRAPHQL_VALIDATION_FAILED";

    /// <summary>An argument or variable has a value that it can't have.</summary>
    public const string BadUserInput = "BAD_USER_INPUT";

    /// <summary>The document is nested too deeply.</summary>
    public const string TooDeep = "QUERY_TOO_DEEP";

    /// <summary>The document asks for too much at once.</summary>
    public const string TooComplex = "QUERY_TOO_COMPLEX";

    /// <summary>A value does not fit the field's type; another field has it.</summary>
    public const string OutOfRange = "OUT_OF_RANGE";

    /// <summary>The server failed; its log has the details under the correlation id.</summary>
    public const string Internal = "INTERNAL";
}
