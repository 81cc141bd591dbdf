namespace Gateway.Simulator.Catalog;

/// <summary>A model of the catalog.</summary>
/// <param name="Id">What a client asks for.</param>
/// <param name="Snapshot">What the answer names as its model; <c>null</c>: the same as <paramref name="Id"/>. OpenAI answers with the dated snapshot behind an alias.</param>
public sealed record ServedModel(string Id, string? Snapshot = null)
{
    /// <summary>The models that are served when the options name none.</summary>
    public static IReadOnlyList<ServedModel> Defaults { get; } =
    [
        new("gpt-4o", "gpt-4o-2024-08-06"),
        new("gpt-4o-2024-08-06"),
        new("gpt-4o-mini", "gpt-4o-mini-2024-07-18"),
        new("gpt-4.1", "gpt-4.1-2025-04-14"),
        new("gpt-4.1-mini", "gpt-4.1-mini-2025-04-14"),
        new("o4-mini", "o4-mini-2025-04-16"),
    ];
}
