using Gateway.Simulator.Wire;

namespace Gateway.Simulator.Answers;

/// <summary>How events are put on the wire: the lawful variety that hosts show, and some that are not lawful.</summary>
internal sealed record SseFraming
{
    public static SseFraming Ordinary { get; } = new();

    public bool Crlf { get; init; }

    /// <summary>A byte order mark before the first event.</summary>
    public bool ByteOrderMark { get; init; }

    /// <summary>A comment line before each event.</summary>
    public bool Comments { get; init; }

    /// <summary>Each event's JSON on two <c>data:</c> lines.</summary>
    public bool MultipleDataLines { get; init; }

    /// <summary>Whether <c>data: [DONE]</c> ends the stream.</summary>
    public bool Done { get; init; } = true;

    /// <summary>Whether the last event is followed by its blank line.</summary>
    public bool FinalBlankLine { get; init; } = true;

    private ReadOnlySpan<byte> LineEnd => Crlf ? "\r\n"u8 : "\n"u8;

    public void Write(Utf8Buffer frame, ReadOnlySpan<byte> data, bool first, bool last)
    {
        if (first && ByteOrderMark)
        {
            frame.Append("\uFEFF"u8);
        }

        if (Comments)
        {
            frame.Append(": keep-alive"u8).Append(LineEnd);
        }

        // JSON allows a line break before a member's name.
        var split = MultipleDataLines ? data.IndexOf("\"choices\""u8) : -1;
        if (split > 0)
        {
            frame.Append("data: "u8).Append(data[..split]).Append(LineEnd);
            data = data[split..];
        }

        frame.Append("data: "u8).Append(data).Append(LineEnd);
        if (!last || FinalBlankLine)
        {
            frame.Append(LineEnd);
        }
    }
}
