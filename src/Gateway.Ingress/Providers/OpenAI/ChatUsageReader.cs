using System.Text.Json;
using Gateway.Domain.Calls;

namespace Gateway.Ingress.Providers.OpenAI;

/// <summary>
/// Normalises a chat completion's <c>usage</c>. There, <c>prompt_tokens</c> includes what was cached and what was audio, and
/// <c>completion_tokens</c> includes reasoning and audio (OpenAI's API reference, "The chat completion object").
/// </summary>
internal static class ChatUsageReader
{
    /// <summary>Reads the object that the reader stands at the start of; null: it counts neither prompt nor completion.</summary>
    public static TokenUsage? Read(ref Utf8JsonReader reader)
    {
        long? prompt = null, completion = null;
        PromptDetails input = default;
        CompletionDetails output = default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("prompt_tokens"u8))
                prompt = ReadTokens(ref reader);
            else if (reader.ValueTextEquals("completion_tokens"u8))
                completion = ReadTokens(ref reader);
            else if (reader.ValueTextEquals("prompt_tokens_details"u8))
                input = ReadPromptDetails(ref reader);
            else if (reader.ValueTextEquals("completion_tokens_details"u8))
                output = ReadCompletionDetails(ref reader);
            else
                reader.Skip();
        }

        if (prompt is null && completion is null)
            return null;

        return new TokenUsage
        {
            Input = Math.Max(0, prompt.GetValueOrDefault() - input.Cached - input.Written - input.Audio),
            CacheRead = input.Cached,
            CacheWrite5m = input.Written,
            AudioIn = input.Audio,
            Output = Math.Max(0, completion.GetValueOrDefault() - output.Audio),
            Reasoning = output.Reasoning,
            AudioOut = output.Audio,
        };
    }

    private static PromptDetails ReadPromptDetails(ref Utf8JsonReader reader)
    {
        long cached = 0, written = 0, audio = 0;
        if (!EnterObject(ref reader))
            return default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("cached_tokens"u8))
                cached = ReadTokens(ref reader) ?? 0;
            else if (reader.ValueTextEquals("cache_write_tokens"u8))
                written = ReadTokens(ref reader) ?? 0;
            else if (reader.ValueTextEquals("audio_tokens"u8))
                audio = ReadTokens(ref reader) ?? 0;
            else
                reader.Skip();
        }

        return new PromptDetails(cached, written, audio);
    }

    private static CompletionDetails ReadCompletionDetails(ref Utf8JsonReader reader)
    {
        long reasoning = 0, audio = 0;
        if (!EnterObject(ref reader))
            return default;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("reasoning_tokens"u8))
                reasoning = ReadTokens(ref reader) ?? 0;
            else if (reader.ValueTextEquals("audio_tokens"u8))
                audio = ReadTokens(ref reader) ?? 0;
            else
                reader.Skip();
        }

        return new CompletionDetails(reasoning, audio);
    }

    private static bool EnterObject(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.StartObject)
            return true;

        reader.Skip();
        return false;
    }

    // A whole number, however it is written (12, 12.0, 1.2e1); anything else is no count.
    private static long? ReadTokens(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number)
            return reader.TryGetDecimal(out var count) && count is >= 0 and <= int.MaxValue && decimal.IsInteger(count) ? (long)count : null;

        reader.Skip();
        return null;
    }

    private readonly record struct PromptDetails(long Cached, long Written, long Audio);

    private readonly record struct CompletionDetails(long Reasoning, long Audio);
}
