using System.Text;
using System.Text.Json;

namespace Gateway.Ingress.Providers.OpenAI;

/// <summary>Errors of our own in OpenAI's format: <c>{"error":{"message","type","param","code"}}</c>.</summary>
internal static class OpenAIError
{
    /// <summary>The body of an error response.</summary>
    public static byte[] Body(int status, string code, string message) => Encoding.UTF8.GetBytes(
        $$$"""{"error":{"message":{{{JsonSerializer.Serialize(message)}}},"type":"{{{TypeOf(status)}}}","param":null,"code":"{{{code}}}"}}""");

    /// <summary>The last event of a stream that broke: the SDKs raise on a chunk that holds an error.</summary>
    public static byte[] Event(int status, string code, string message) => [.. "data: "u8, .. Body(status, code, message), .. "\n\n"u8];

    private static string TypeOf(int status) => status switch
    {
        StatusCodes.Status401Unauthorized or StatusCodes.Status403Forbidden or < 429 => "invalid_request_error",
        StatusCodes.Status429TooManyRequests => "rate_limit_error",
        _ => "server_error",
    };
}
