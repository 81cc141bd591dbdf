using System.Text.Json;

namespace Gateway.Ingress.Providers.OpenAI;

/// <summary>
/// Reads what matters from a <c>chat.completion</c> object, a <c>chat.completion.chunk</c> or an error object into <see cref="AnswerFacts"/>.
/// Members it does not know, and known ones of another type, are passed over: a provider's freedom is not the client's fault.
/// </summary>
internal static class ChatAnswerReader
{
    private const int MaxDepth = 128;

    // OpenAI's own bound of n. A choice past it is passed on and not recorded.
    private const int MaxChoices = 128;

    /// <summary>Reads one object.</summary>
    /// <returns>Whether it is a chunk that holds usage and no content: the one that <c>include_usage</c> adds.</returns>
    public static bool Read(ReadOnlySpan<byte> json, AnswerFacts facts)
    {
        var bom = "\uFEFF"u8;
        if (json.StartsWith(bom))
            json = json[bom.Length..];

        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                facts.IsMalformed = true;
                return false;
            }

            var isUsageOnly = ReadMembers(ref reader, json, facts);
            reader.Read();
            return isUsageOnly;
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            facts.IsMalformed = true;
            return false;
        }
    }

    private static bool ReadMembers(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, AnswerFacts facts)
    {
        var hasUsage = false;
        var hasContent = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("choices"u8))
                hasContent |= ReadChoices(ref reader, facts);
            else if (reader.ValueTextEquals("usage"u8))
                hasUsage |= ReadUsage(ref reader, json, facts);
            else if (reader.ValueTextEquals("model"u8))
                facts.ResponseModel = ReadString(ref reader) ?? facts.ResponseModel;
            else if (reader.ValueTextEquals("id"u8))
                facts.ResponseId = ReadString(ref reader) ?? facts.ResponseId;
            else if (reader.ValueTextEquals("service_tier"u8))
                facts.ServiceTier = ReadString(ref reader) ?? facts.ServiceTier;
            else if (reader.ValueTextEquals("error"u8))
                hasContent |= ReadError(ref reader, facts);
            else if (reader.ValueTextEquals("object"u8))
                hasContent |= ReadObject(ref reader, facts);
            else
                hasContent |= SkipAddition(ref reader);
        }

        return hasUsage && !hasContent;
    }

    // What a server adds of its own. A list is content (Azure's prompt_filter_results, citations); the rest tells of the answer (timings, provider).
    private static bool SkipAddition(ref Utf8JsonReader reader)
    {
        reader.Read();
        var inside = reader;
        var isContent = inside.TokenType == JsonTokenType.StartArray && inside.Read() && inside.TokenType != JsonTokenType.EndArray;
        reader.Skip();
        return isContent;
    }

    private static bool ReadChoices(ref Utf8JsonReader reader, AnswerFacts facts)
    {
        if (!Enter(ref reader, JsonTokenType.StartArray))
            return false;

        var any = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            any = true;
            if (reader.TokenType == JsonTokenType.StartObject)
                ReadChoice(ref reader, facts);
            else
                reader.Skip();
        }

        return any;
    }

    private static void ReadChoice(ref Utf8JsonReader reader, AnswerFacts facts)
    {
        var index = 0;
        string? finishReason = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("index"u8))
                index = (int)ReadCount(ref reader);
            else if (reader.ValueTextEquals("finish_reason"u8))
                finishReason = ReadString(ref reader);
            else if (reader.ValueTextEquals("delta"u8) || reader.ValueTextEquals("message"u8) || reader.ValueTextEquals("text"u8))
                facts.OutputBytes += ReadTextLength(ref reader);
            else
                reader.Skip();
        }

        if (finishReason is not null && (facts.FinishReasons.Count < MaxChoices || facts.FinishReasons.ContainsKey(index)))
            facts.FinishReasons[index] = finishReason;
    }

    // Everything that was generated is in string values, except for what labels it.
    private static long ReadTextLength(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return reader.ValueSpan.Length;

        if (reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
            return 0;

        var length = 0L;
        var depth = reader.CurrentDepth;
        var isLabel = false;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
                isLabel = IsLabel(ref reader);
            else if (reader.TokenType == JsonTokenType.String && !isLabel)
                length += reader.ValueSpan.Length;
        }

        return length;
    }

    private static bool IsLabel(ref Utf8JsonReader reader) =>
        reader.ValueTextEquals("role"u8) || reader.ValueTextEquals("id"u8) || reader.ValueTextEquals("type"u8) || reader.ValueTextEquals("obfuscation"u8);

    private static bool ReadUsage(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, AnswerFacts facts)
    {
        if (!Enter(ref reader, JsonTokenType.StartObject))
            return false;

        var start = (int)reader.TokenStartIndex;
        var usage = ChatUsageReader.Read(ref reader);
        if (usage is not null || facts.Reported is null)
            (facts.Reported, facts.ProviderUsage) = (usage, StorableJson.From(json[start..(int)reader.BytesConsumed]));
        return true;
    }

    // Null, false and an empty string say that there is none: so the SDKs read it.
    private static bool ReadError(ref Utf8JsonReader reader, AnswerFacts facts)
    {
        reader.Read();
        if (reader.TokenType is JsonTokenType.Null or JsonTokenType.False || (reader.TokenType == JsonTokenType.String && reader.ValueSpan.IsEmpty))
            return false;

        facts.HasError = true;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            return true;
        }

        string? type = null;
        string? code = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("code"u8))
                code = ReadString(ref reader);
            else if (reader.ValueTextEquals("type"u8))
                type = ReadString(ref reader);
            else
                reader.Skip();
        }

        facts.ErrorCode = code ?? type;
        return true;
    }

    // Older self-hosted servers send the error itself, {"object":"error","message":...}, where OpenAI sends one inside of an object.
    private static bool ReadObject(ref Utf8JsonReader reader, AnswerFacts facts)
    {
        var isError = ReadString(ref reader) == "error";
        facts.HasError |= isError;
        return isError;
    }

    private static bool Enter(ref Utf8JsonReader reader, JsonTokenType start)
    {
        reader.Read();
        if (reader.TokenType == start)
            return true;

        reader.Skip();
        return false;
    }

    private static string? ReadString(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString();

        reader.Skip();
        return null;
    }

    private static long ReadCount(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number)
            return reader.TryGetInt32(out var count) ? count : 0;

        reader.Skip();
        return 0;
    }
}
