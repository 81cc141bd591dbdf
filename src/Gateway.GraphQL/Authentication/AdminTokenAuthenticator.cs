using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Gateway.GraphQL.Authentication;

/// <summary>Lets in who holds the admin token, for everything.</summary>
internal sealed class AdminTokenAuthenticator(IOptionsMonitor<GatewayGraphQLOptions> options) : IGraphQLAuthenticator
{
    private static readonly Caller Admin = new("admin", Organizations: null);

    public ValueTask<Caller?> AuthenticateAsync(HttpContext context)
    {
        var expected = options.CurrentValue.AdminToken;
        return new(!string.IsNullOrEmpty(expected) && BearerToken(context.Request) is { } token && Same(token, expected) ? Admin : null);
    }

    private static string? BearerToken(HttpRequest request) =>
        AuthenticationHeaderValue.TryParse(request.Headers.Authorization, out var header)
        && string.Equals(header.Scheme, "Bearer", StringComparison.OrdinalIgnoreCase)
            ? header.Parameter
            : null;

    // Hashed first: then neither the content nor the length of the expected one shows in the time that it takes.
    private static bool Same(string left, string right) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(left)), SHA256.HashData(Encoding.UTF8.GetBytes(right)));
}
