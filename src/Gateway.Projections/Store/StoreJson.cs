using System.Text.Json;
using System.Text.Json.Serialization;

namespace Gateway.Projections.Store;

/// <summary>How events are written as JSON: camel case, nothing for what is absent.</summary>
public static class StoreJson
{
    /// <summary>The one set of options; the store's own serializer is made of the same.</summary>
    public static JsonSerializerOptions Options { get; } = Create();

    internal static JsonSerializerOptions Create() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
