using System.Text;
using System.Text.Json;

namespace Gateway.IntegrationTests.Proxy;

/// <summary>An answer as its client saw it.</summary>
/// <param name="Marker">Unique; the provider saw it in a header.</param>
/// <param name="Response">Status and headers.</param>
/// <param name="Bytes">The body, as far as it came.</param>
/// <param name="IsWhole">Whether it came to a clean end.</param>
internal sealed record ChatAnswer(string Marker, HttpResponseMessage Response, byte[] Bytes, bool IsWhole)
{
    public const string CallIdHeader = "x-gateway-call-id";

    public int Status => (int)Response.StatusCode;

    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonElement Json => JsonElement.Parse(Bytes);

    /// <summary>The code of an error in OpenAI's format.</summary>
    public string? ErrorCode => Json.GetProperty("error").GetProperty("code").GetString();

    public Guid CallId => Guid.Parse(Header(CallIdHeader)!);

    public string? Header(string name) =>
        Response.Headers.TryGetValues(name, out var values) || Response.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;

    public static async Task<ChatAnswer> ReadAsync(string marker, HttpResponseMessage response)
    {
        var bytes = new MemoryStream();
        try
        {
            await (await response.Content.ReadAsStreamAsync()).CopyToAsync(bytes);
            return new ChatAnswer(marker, response, bytes.ToArray(), IsWhole: true);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            return new ChatAnswer(marker, response, bytes.ToArray(), IsWhole: false);
        }
    }
}
