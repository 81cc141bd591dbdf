using System.Text.Json;

namespace Gateway.Ingress.Providers.OpenAI;

/// <summary>
/// What the gateway has to know of a chat completion request, read without reserialising it. Source of the format: OpenAI's API reference,
/// "Create chat completion".
/// </summary>
public sealed record ChatRequest
{
    /// <summary>The model that the client asks for.</summary>
    public required string Model { get; init; }

    /// <summary>Whether the answer is to come as server-sent events.</summary>
    public bool Stream { get; init; }

    /// <summary>Whether the client itself asks for usage in the stream.</summary>
    public bool AsksForUsage { get; init; }

    /// <summary>The end user that the request names (<c>safety_identifier</c>, else <c>user</c>).</summary>
    public string? EndUser { get; init; }

    /// <summary>The JSON string token of the model, quotes included: what a target with another model name replaces.</summary>
    public required Range ModelToken { get; init; }

    /// <summary>Makes a stream report its usage; null: it does already, or is no stream.</summary>
    public Splice? UsageInjection { get; init; }

    /// <summary>Asks for a target's model instead; null: the target calls it the same.</summary>
    public Splice? RenameTo(string model) =>
        model == Model
            ? null
            : new Splice(ModelToken.Start.Value, ModelToken.End.Value - ModelToken.Start.Value, JsonSerializer.SerializeToUtf8Bytes(model));
}
