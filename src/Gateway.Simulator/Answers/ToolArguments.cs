using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gateway.Simulator.Answers;

/// <summary>Makes arguments that satisfy the plain parts of a function's JSON schema: types, properties, enums.</summary>
internal static class ToolArguments
{
    private const int Deepest = 8;

    public static string Example(JsonElement schema) => (Value(schema, Deepest) ?? new JsonObject()).ToJsonString();

    private static JsonNode? Value(JsonElement schema, int depth)
    {
        if (schema.ValueKind != JsonValueKind.Object || depth == 0)
        {
            return null;
        }

        if (schema.TryGetProperty("enum", out var values) && values.ValueKind == JsonValueKind.Array && values.GetArrayLength() > 0)
        {
            return JsonNode.Parse(values[0].GetRawText());
        }

        return TypeOf(schema) switch
        {
            "string" => "Paris",
            "integer" => 7,
            "number" => 1.5,
            "boolean" => true,
            "array" => schema.TryGetProperty("items", out var items) ? new JsonArray(Value(items, depth - 1)) : new JsonArray(),
            "object" => Members(schema, depth),
            _ => null,
        };
    }

    private static string? TypeOf(JsonElement schema) => schema.TryGetProperty("type", out var type) switch
    {
        true when type.ValueKind == JsonValueKind.String => type.GetString(),
        true when type.ValueKind == JsonValueKind.Array && type.GetArrayLength() > 0 => type[0].GetString(),
        _ => "object",
    };

    private static JsonObject Members(JsonElement schema, int depth)
    {
        var members = new JsonObject();
        if (schema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in properties.EnumerateObject())
            {
                members[property.Name] = Value(property.Value, depth - 1);
            }
        }

        return members;
    }
}
