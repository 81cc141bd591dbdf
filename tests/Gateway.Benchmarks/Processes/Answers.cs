using System.Text;
using Gateway.Benchmarks.Load;

namespace Gateway.Benchmarks.Processes;

/// <summary>What the upstream answers, in OpenAI's chat format: always the same bytes.</summary>
internal static class Answers
{
    /// <summary>Content chunks of a streamed answer.</summary>
    public const int Chunks = 50;

    private const string Identity = "\"id\":\"chatcmpl-benchmark\",\"created\":1730000000,\"model\":\"gpt-4o-2024-08-06\",\"system_fingerprint\":\"fp_benchmark\"";
    private const string Usage = "\"usage\":{\"prompt_tokens\":230,\"completion_tokens\":50,\"total_tokens\":280}";
    private const int PlainLength = 1024;

    /// <summary>A whole answer of about 1 KB.</summary>
    public static ReadOnlyMemory<byte> Plain { get; } = BuildPlain();

    /// <summary>The events of a streamed answer: <see cref="Chunks"/> with content, then the finish reason, the usage and the end.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> Streamed { get; } = [.. BuildStreamed().Select(data => (ReadOnlyMemory<byte>)Encoding.ASCII.GetBytes($"data: {data}\n\n"))];

    private static byte[] BuildPlain()
    {
        const string head = $$"""
            {"object":"chat.completion",{{Identity}},"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"
            """;
        const string tail = "\"}}]," + Usage + "}";
        return Encoding.ASCII.GetBytes(head + Filler.Text(PlainLength - head.Length - tail.Length) + tail);
    }

    private static IEnumerable<string> BuildStreamed()
    {
        for (var chunk = 0; chunk < Chunks; chunk++)
            yield return Chunk("""{"index":0,"delta":{"content":" token"},"finish_reason":null}""", "\"usage\":null");
        yield return Chunk("""{"index":0,"delta":{},"finish_reason":"stop"}""", "\"usage\":null");
        yield return Chunk("", Usage);
        yield return "[DONE]";
    }

    private static string Chunk(string choice, string usage) => $$"""{"object":"chat.completion.chunk",{{Identity}},"choices":[{{choice}}],{{usage}}}""";
}
