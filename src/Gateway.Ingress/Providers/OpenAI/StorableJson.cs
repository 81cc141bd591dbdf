using System.Text.Json;
using System.Text.Unicode;

namespace Gateway.Ingress.Providers.OpenAI;

/// <summary>Keeps from an event what <c>jsonb</c> refuses: a refused event would stall the store.</summary>
internal static class StorableJson
{
    private const int MaxBytes = 4096;
    private const int MaxDigits = 30;

    // Who reads an event gives up at 64 levels, those of the event included.
    private const int MaxDepth = 16;

    /// <summary>
    /// The object to store; null: it is too large or nested too deeply, is no valid UTF-8, holds an escape that may stand for NUL or half a surrogate pair, or a
    /// number that <c>numeric</c> may not hold.
    /// </summary>
    /// <param name="json">One valid JSON object.</param>
    public static JsonElement? From(ReadOnlySpan<byte> json)
    {
        if (json.Length > MaxBytes || json.IndexOf("\\u"u8) >= 0 || !Utf8.IsValid(json))
            return null;

        var tokens = new Utf8JsonReader(json);
        while (tokens.Read())
        {
            if (tokens.CurrentDepth > MaxDepth)
                return null;
            if (tokens.TokenType == JsonTokenType.Number && (tokens.ValueSpan.Length > MaxDigits || tokens.ValueSpan.IndexOfAny((byte)'e', (byte)'E') >= 0))
                return null;
        }

        var reader = new Utf8JsonReader(json);
        return JsonElement.ParseValue(ref reader);
    }
}
