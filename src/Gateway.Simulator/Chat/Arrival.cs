using System.Buffers;
using System.IO.Pipelines;
using System.Security.Cryptography;
using Gateway.Simulator.Served;
using Gateway.Simulator.Wire;

namespace Gateway.Simulator.Chat;

/// <summary>A request that has arrived whole.</summary>
/// <param name="Chat">What it asks for, as far as it could be read.</param>
/// <param name="Record">What is kept of it.</param>
/// <param name="Malformed">What is wrong with its body; <c>null</c>: nothing.</param>
internal sealed record Arrival(ChatRequest Chat, ServedRequest Record, ProviderError? Malformed)
{
    /// <param name="http">The request on the wire.</param>
    /// <param name="headerNames">Gives the record what costs time: the header names and the body's hash; <c>null</c>: it gets neither.</param>
    public static async ValueTask<Arrival> ReceiveAsync(HttpRequest http, HeaderNames? headerNames)
    {
        var buffer = await ReadToEndAsync(http.BodyReader);
        var body = buffer.IsSingleSegment ? buffer.First : buffer.ToArray();
        var chat = new ChatRequest();
        var malformed = ChatRequestReader.Read(body.Span, chat);
        var record = new ServedRequest
        {
            At = TimeProvider.System.GetUtcNow(),
            Model = chat.Model,
            Stream = chat.Stream,
            Marker = chat.Marker,
            HeaderMarker = http.Headers.TryGetValue("x-request-marker", out var marker) ? marker.ToString() : null,
            User = chat.User,
            HeaderNames = headerNames?.Of(http.Headers) ?? [],
            BodyHash = headerNames is null ? [] : SHA256.HashData(body.Span),
        };
        http.BodyReader.AdvanceTo(buffer.End);
        return new Arrival(chat, record, malformed);
    }

    private static async ValueTask<ReadOnlySequence<byte>> ReadToEndAsync(PipeReader reader)
    {
        while (true)
        {
            var result = await reader.ReadAsync();
            if (result.IsCompleted)
            {
                return result.Buffer;
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }
}
