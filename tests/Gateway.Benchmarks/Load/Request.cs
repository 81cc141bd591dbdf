using System.Text;

namespace Gateway.Benchmarks.Load;

/// <summary>A chat completion call as it goes over the wire, built once and sent unchanged.</summary>
internal static class Request
{
    /// <summary>Bytes of a request's body: about 1 KB.</summary>
    public const int BodyLength = 1024;

    /// <summary>The path every call goes to.</summary>
    public const string Path = "/v1/chat/completions";

    /// <summary>The model every call asks for.</summary>
    public const string Model = "gpt-4o";

    /// <summary>A request body of <see cref="BodyLength"/> bytes in OpenAI's chat format.</summary>
    public static string Body(bool stream)
    {
        var streaming = stream ? ",\"stream\":true,\"stream_options\":{\"include_usage\":true}" : "";
        var head = $$"""
            {"model":"{{Model}}","max_tokens":256{{streaming}},"messages":[{"role":"system","content":"You answer briefly."},{"role":"user","content":"
            """;
        const string tail = "\"}]}";
        return head + Filler.Text(BodyLength - head.Length - tail.Length) + tail;
    }

    /// <summary>The whole request for a server on a loopback port, with the virtual key as bearer token.</summary>
    public static ReadOnlyMemory<byte> Bytes(int port, string key, bool stream)
    {
        var body = Body(stream);
        return Encoding.ASCII.GetBytes(
            $"POST {Path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {key}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n{body}");
    }
}
