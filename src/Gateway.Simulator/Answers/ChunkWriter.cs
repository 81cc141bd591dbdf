using Gateway.Simulator.Chat;
using Gateway.Simulator.Served;
using Gateway.Simulator.Wire;

namespace Gateway.Simulator.Answers;

/// <summary>Writes the chunks of one stream, <c>chat.completion.chunk</c>. What they share is formatted once.</summary>
internal sealed class ChunkWriter : IDisposable
{
    private static ReadOnlySpan<byte> Padding => "XqT7mZ0vKd3Rw"u8;

    private readonly Utf8Buffer _head = new(256);
    private readonly Exchange _exchange;
    private readonly Utf8Buffer _chunk;
    private readonly bool _announcesUsage;

    /// <param name="exchange">The request and how it is answered.</param>
    /// <param name="completion">What is answered.</param>
    /// <param name="chunk">Where each chunk is written.</param>
    public ChunkWriter(Exchange exchange, Completion completion, Utf8Buffer chunk)
    {
        _exchange = exchange;
        _chunk = chunk;
        _announcesUsage = exchange.Request.IncludeUsage && exchange.Script.Usage == UsageReport.AsAsked;
        _head.Append("{\"id\":\""u8).AppendEscaped(completion.Id).Append("\",\"object\":\"chat.completion.chunk\",\"created\":"u8).Append(completion.Created);
        _head.Append(",\"model\":\""u8).Append(exchange.Model.SnapshotJson).Append("\",\"service_tier\":\""u8).AppendEscaped(exchange.Request.ServiceTier);
        _head.Append("\",\"system_fingerprint\":\""u8).Append(exchange.Model.Fingerprint).Append("\",\"choices\":["u8);
    }

    public void WriteRole(int index)
    {
        Begin(index).Append("\"role\":\"assistant\",\"content\":"u8);
        _chunk.Append(_exchange.Request.WantsToolCall ? "null"u8 : "\"\""u8).Append(",\"refusal\":null},\"logprobs\":null,\"finish_reason\":null}]"u8);
        End();
    }

    /// <returns>How many tokens the chunk has.</returns>
    public int WriteDelta(int index, IChoice choice)
    {
        Begin(index);
        var tokens = choice.WriteDelta(_chunk, _exchange.Script.TokensPerChunk);
        _exchange.Record.CompletionTokens += tokens;
        _chunk.Append("},\"logprobs\":null,\"finish_reason\":null}]"u8);
        End();
        return tokens;
    }

    public void WriteFinish(int index, IChoice choice)
    {
        Begin(index).Append("},\"logprobs\":null,\"finish_reason\":\""u8).AppendEscaped(choice.FinishReason).Append("\"}]"u8);
        End();
    }

    /// <summary>The extra chunk that <c>include_usage</c> asks for.</summary>
    public void WriteUsage()
    {
        _chunk.Append(_head.Span).Append("],\"usage\":"u8);
        WriteUsage(_exchange.Record);
        WriteObfuscation();
        _chunk.Append("}"u8);
    }

    public void Dispose() => _head.Dispose();

    private Utf8Buffer Begin(int index) => _chunk.Append(_head.Span).Append("{\"index\":"u8).Append(index).Append(",\"delta\":{"u8);

    private void End()
    {
        if (_exchange.Script.Usage == UsageReport.EveryChunk)
        {
            _chunk.Append(",\"usage\":"u8);
            WriteUsage(_exchange.Record);
        }
        else if (_announcesUsage)
        {
            _chunk.Append(",\"usage\":null"u8);
        }

        WriteObfuscation();
        _chunk.Append("}"u8);
    }

    // The provider pads chunks so that their length tells less about the token.
    private void WriteObfuscation()
    {
        if (_exchange.Request.IncludeObfuscation)
        {
            _chunk.Append(",\"obfuscation\":\""u8).Append(Padding[..(_chunk.Length % Padding.Length)]).Append("\""u8);
        }
    }

    private void WriteUsage(ServedRequest record)
    {
        _chunk.Append("{\"prompt_tokens\":"u8).Append(record.PromptTokens).Append(",\"completion_tokens\":"u8).Append(record.CompletionTokens);
        _chunk.Append(",\"total_tokens\":"u8).Append(record.PromptTokens + record.CompletionTokens);
        _chunk.Append(",\"prompt_tokens_details\":{\"cached_tokens\":"u8).Append(record.CachedTokens);
        _chunk.Append(",\"audio_tokens\":0},\"completion_tokens_details\":{\"reasoning_tokens\":"u8).Append(record.ReasoningTokens);
        _chunk.Append(",\"audio_tokens\":0,\"accepted_prediction_tokens\":0,\"rejected_prediction_tokens\":0}}"u8);
    }
}
