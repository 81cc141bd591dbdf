using Gateway.Simulator.Answers;

namespace Gateway.Simulator.Faults;

/// <summary>
/// How a stream is framed: <c>no-done</c>, <c>crlf</c>, <c>no-final-blank-line</c>, <c>bom</c>, <c>comments</c>,
/// <c>multi-line-data</c>; and <c>one-byte</c>, which sends any answer byte by byte.
/// </summary>
internal sealed class FramingFault : IFault
{
    public IReadOnlyList<string> Names { get; } = ["no-done", "crlf", "no-final-blank-line", "bom", "comments", "multi-line-data", "one-byte"];

    public AnswerScript Apply(Directive directive, AnswerScript script)
    {
        var framing = script.Framing;
        return directive.Name switch
        {
            "no-done" => script with { Framing = framing with { Done = false } },
            "crlf" => script with { Framing = framing with { Crlf = true } },
            "no-final-blank-line" => script with { Framing = framing with { FinalBlankLine = false } },
            "bom" => script with { Framing = framing with { ByteOrderMark = true } },
            "comments" => script with { Framing = framing with { Comments = true } },
            "multi-line-data" => script with { Framing = framing with { MultipleDataLines = true } },
            _ => script with { OneByteWrites = true },
        };
    }
}
