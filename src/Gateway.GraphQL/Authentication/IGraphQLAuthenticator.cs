using Microsoft.AspNetCore.Http;

namespace Gateway.GraphQL.Authentication;

/// <summary>Finds out who sends a request. The last one that is registered is asked.</summary>
public interface IGraphQLAuthenticator
{
    /// <summary>The caller; null: the request proves nobody, and is answered with 401.</summary>
    ValueTask<Caller?> AuthenticateAsync(HttpContext context);
}
