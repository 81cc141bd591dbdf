using GraphQL.Validation;

namespace Gateway.GraphQL.Errors;

/// <summary>A document goes over a limit.</summary>
internal sealed class LimitError : ValidationError
{
    public LimitError(string code, string message)
        : base(message)
    {
        Code = code;
    }
}
