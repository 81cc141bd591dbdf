using Gateway.Simulator.Text;
using Gateway.Simulator.Wire;

namespace Gateway.Simulator.Answers;

/// <summary>An answer in words.</summary>
internal sealed class TextChoice(ulong seed, int tokens, string finishReason) : IChoice
{
    private Prose _prose = new(seed);

    public string FinishReason => finishReason;

    public int Remaining { get; private set; } = tokens;

    public static TextChoice Plan(ulong seed, AnswerScript script, long? maxTokens)
    {
        var natural = script.ContentBytes is { } bytes ? Prose.LengthOf(seed, bytes) : script.Tokens ?? Prose.NaturalLength(seed);
        return natural > maxTokens ? new TextChoice(seed, (int)maxTokens.Value, "length") : new TextChoice(seed, natural, "stop");
    }

    public int WriteDelta(Utf8Buffer buffer, int tokens)
    {
        buffer.Append("\"content\":\""u8);
        var produced = WriteTokens(buffer, tokens);
        buffer.Append("\""u8);
        return produced;
    }

    public void WriteMessage(Utf8Buffer buffer)
    {
        buffer.Append("\"content\": \""u8);
        WriteTokens(buffer, Remaining);
        buffer.Append("\",\n        \"refusal\": null,\n        \"annotations\": []"u8);
    }

    private int WriteTokens(Utf8Buffer buffer, int tokens)
    {
        var produced = Math.Min(tokens, Remaining);
        for (var token = 0; token < produced; token++)
        {
            buffer.Append(_prose.Next().Json);
        }

        Remaining -= produced;
        return produced;
    }
}
