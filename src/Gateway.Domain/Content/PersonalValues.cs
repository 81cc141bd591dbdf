namespace Gateway.Domain.Content;

/// <summary>What an event holds of a person; stored only as ciphertext under the data subject's key.</summary>
/// <param name="ClientAddress">The address that the request came from.</param>
/// <param name="UserAgent">The client's <c>User-Agent</c>.</param>
/// <param name="EndUser">The end user that the call named.</param>
/// <param name="Tags">The client's tags that are marked personal.</param>
public sealed record PersonalValues(string? ClientAddress, string? UserAgent, string? EndUser, IReadOnlyDictionary<string, string>? Tags = null);
