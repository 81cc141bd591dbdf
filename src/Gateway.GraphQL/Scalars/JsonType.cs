using System.Text.Json;
using GraphQL.Types;

namespace Gateway.GraphQL.Scalars;

/// <summary>JSON as it is stored. Output only.</summary>
internal sealed class JsonType : ScalarGraphType
{
    public JsonType()
    {
        Name = "JSON";
        Description = "The stored JSON, as it is.";
    }

    public override object? Serialize(object? value) => value is JsonElement or null ? value : ThrowSerializationError(value);

    public override object? ParseValue(object? value) => ThrowValueConversionError(value);
}
