namespace Gateway.Domain;

/// <summary>A refusal of the business: a value, never an exception.</summary>
/// <param name="Code">Stable code that programs may rely on.</param>
/// <param name="Message">One sentence for a person; holds no secret and no content.</param>
public sealed record Rejection(string Code, string Message);
