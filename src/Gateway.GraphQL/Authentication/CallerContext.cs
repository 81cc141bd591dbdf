using GraphQL;

namespace Gateway.GraphQL.Authentication;

/// <summary>Carries the caller from the transport to the resolvers.</summary>
internal static class CallerContext
{
    private const string Name = "caller";

    public static Dictionary<string, object?> Of(Caller caller) => new(StringComparer.Ordinal) { [Name] = caller };

    public static Caller Caller(this IResolveFieldContext context) => (Caller)context.UserContext[Name]!;
}
