using System.Text;
using System.Text.Json;
using Gateway.Simulator.Wire;

namespace Gateway.Simulator.Chat;

/// <summary>Reads a request in one pass over its bytes. What is malformed is an error value; what was read until then is kept.</summary>
internal static class ChatRequestReader
{
    public static ProviderError? Read(ReadOnlySpan<byte> body, ChatRequest request)
    {
        var reader = new Utf8JsonReader(body);
        var meter = new PromptMeter();
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                return ProviderError.MalformedJson;
            }

            while (NextMember(ref reader))
            {
                ReadMember(ref reader, request, ref meter);
            }

            // Anything after the object is malformed too.
            reader.Read();
        }
        catch (JsonException)
        {
            return ProviderError.MalformedJson;
        }
        catch (Exception exception) when (exception is InvalidOperationException or FormatException)
        {
            return ProviderError.Invalid("A parameter of your request has the wrong type.", code: "invalid_type");
        }

        request.PromptTokens = meter.Tokens;
        request.Seed = meter.Seed;
        return Check(request);
    }

    private static ProviderError? Check(ChatRequest request) => request switch
    {
        { Model: "" } => ProviderError.Invalid("you must provide a model parameter"),
        { Messages: 0 } => ProviderError.Invalid("Missing required parameter: 'messages'.", "messages", "missing_required_parameter"),
        { MaxTokens: < 1 } => ProviderError.Invalid("Invalid 'max_tokens': integer below minimum value.", "max_tokens", "integer_below_min_value"),
        { Choices: < 1 or > 128 } => ProviderError.Invalid("Invalid 'n': expected a value from 1 to 128.", "n", "invalid_value"),
        _ => null,
    };

    private static void ReadMember(ref Utf8JsonReader reader, ChatRequest request, ref PromptMeter meter)
    {
        if (Is(ref reader, "model"u8)) request.Model = reader.GetString() ?? "";
        else if (Is(ref reader, "messages"u8)) ReadMessages(ref reader, request, ref meter);
        else if (Is(ref reader, "stream"u8)) request.Stream = FlagOrNull(ref reader) ?? false;
        else if (Is(ref reader, "stream_options"u8) && reader.TokenType != JsonTokenType.Null) ReadStreamOptions(ref reader, request);
        else if (Is(ref reader, "max_tokens"u8) || Is(ref reader, "max_completion_tokens"u8)) request.MaxTokens = NumberOrNull(ref reader);
        else if (Is(ref reader, "n"u8)) request.Choices = NumberOrNull(ref reader) ?? 1;
        else if (Is(ref reader, "tools"u8)) ReadTools(ref reader, request, ref meter);
        else if (Is(ref reader, "tool_choice"u8)) request.ToolChoice = ReadToolChoice(ref reader);
        else if (Is(ref reader, "service_tier"u8)) request.ServiceTier = reader.GetString() is { } tier and not "auto" ? tier : "default";
        else if (Is(ref reader, "user"u8)) request.User = reader.GetString();
        else if (Is(ref reader, "metadata"u8) && reader.TokenType != JsonTokenType.Null) request.Marker = ReadMarker(ref reader);
        else SkipValue(ref reader);
    }

    /// <summary>Whether the reader stands on this member's name; if so, moves to its value.</summary>
    private static bool Is(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        reader.TokenType == JsonTokenType.PropertyName && reader.ValueTextEquals(name) && reader.Read();

    /// <summary>Whether the object that the reader is in has one more member.</summary>
    private static bool NextMember(ref Utf8JsonReader reader) =>
        reader.Read() && reader.TokenType == JsonTokenType.PropertyName;

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType expected)
    {
        if (reader.TokenType != expected)
        {
            throw new FormatException($"Expected {expected}, found {reader.TokenType}.");
        }
    }

    /// <summary>Passes over the value of a member that nobody wanted; <see cref="Is"/> may have moved to it already.</summary>
    private static void SkipValue(ref Utf8JsonReader reader)
    {
        if (reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
        }

        reader.Skip();
    }

    private static bool? FlagOrNull(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null ? null : reader.GetBoolean();

    private static long? NumberOrNull(ref Utf8JsonReader reader) => reader.TokenType == JsonTokenType.Null ? null : reader.GetInt64();

    private static void ReadMessages(ref Utf8JsonReader reader, ChatRequest request, ref PromptMeter meter)
    {
        Expect(ref reader, JsonTokenType.StartArray);
        var depth = reader.CurrentDepth;
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType == JsonTokenType.StartObject && reader.CurrentDepth == depth + 1)
            {
                request.Messages++;
                meter.AddMessage();
            }
            else if (reader.CurrentDepth == depth + 2 && Is(ref reader, "role"u8))
            {
                request.AnswersToolCall = reader.ValueTextEquals("tool"u8);
            }
            else if ((Is(ref reader, "content"u8) || Is(ref reader, "text"u8)) && reader.TokenType == JsonTokenType.String)
            {
                meter.AddText(ref reader);
            }
        }
    }

    private static void ReadStreamOptions(ref Utf8JsonReader reader, ChatRequest request)
    {
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextMember(ref reader))
        {
            if (Is(ref reader, "include_usage"u8)) request.IncludeUsage = FlagOrNull(ref reader) ?? false;
            else if (Is(ref reader, "include_obfuscation"u8)) request.IncludeObfuscation = FlagOrNull(ref reader) ?? true;
            else SkipValue(ref reader);
        }
    }

    private static void ReadTools(ref Utf8JsonReader reader, ChatRequest request, ref PromptMeter meter)
    {
        var tools = JsonElement.ParseValue(ref reader);
        if (tools.ValueKind == JsonValueKind.Array)
        {
            request.Functions = [.. tools.EnumerateArray().Where(IsFunction).Select(tool => tool.GetProperty("function"))];
            meter.AddText(Encoding.UTF8.GetBytes(tools.GetRawText()));
        }
    }

    private static bool IsFunction(JsonElement tool) =>
        tool.ValueKind == JsonValueKind.Object
        && tool.TryGetProperty("function", out var function)
        && function.TryGetProperty("name", out var name)
        && name.ValueKind == JsonValueKind.String;

    private static string ReadToolChoice(ref Utf8JsonReader reader)
    {
        var choice = JsonElement.ParseValue(ref reader);
        return choice.ValueKind switch
        {
            JsonValueKind.String => choice.GetString()!,
            JsonValueKind.Object when IsFunction(choice) => choice.GetProperty("function").GetProperty("name").GetString()!,
            _ => "auto",
        };
    }

    private static string? ReadMarker(ref Utf8JsonReader reader)
    {
        string? marker = null;
        Expect(ref reader, JsonTokenType.StartObject);
        while (NextMember(ref reader))
        {
            if (Is(ref reader, "marker"u8)) marker = reader.GetString();
            else SkipValue(ref reader);
        }

        return marker;
    }
}
