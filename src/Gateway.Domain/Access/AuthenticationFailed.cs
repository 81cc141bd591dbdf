namespace Gateway.Domain.Access;

/// <summary>Requests with one credential from one address were refused because the credential is of nobody; at most one event a minute for each.</summary>
/// <param name="Node">The node that refused them.</param>
/// <param name="KeyPrefix">The first characters of what was presented; absent: nothing was.</param>
/// <param name="Count">How many there were.</param>
/// <param name="FirstAt">The first one, by the node's clock.</param>
/// <param name="LastAt">The last one, by the node's clock.</param>
/// <param name="Subject">The data subject under whose key <paramref name="Personal"/> stands: the operator.</param>
/// <param name="Personal">Ciphertext of the client's address, base64.</param>
public sealed record AuthenticationFailed(
    string Node, string? KeyPrefix, long Count, DateTimeOffset FirstAt, DateTimeOffset LastAt, Guid Subject, string Personal);
