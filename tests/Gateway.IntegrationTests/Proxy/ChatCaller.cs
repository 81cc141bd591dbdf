using System.Net.Http.Headers;
using System.Text;
using Gateway.Testing;

namespace Gateway.IntegrationTests.Proxy;

/// <summary>A client that sends exactly what it is told to, with the key <c>ci</c>.</summary>
internal sealed class ChatCaller(HttpClient http)
{
    public const string MarkerHeader = "x-request-marker";
    public const string FaultHeader = "x-simulator-fault";
    public const string Path = "v1/chat/completions";

    /// <summary>A question to a model.</summary>
    /// <param name="model">As it stands in JSON.</param>
    /// <param name="members">What the body says beside: <c>"stream":true,</c>.</param>
    public static string Body(string model, string members = "") =>
        $$"""{"model":"{{model}}",{{members}}"messages":[{"role":"user","content":"What is a ledger?"}]}""";

    public static HttpRequestMessage Request(byte[] body) => new(HttpMethod.Post, Path)
    {
        Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        Headers = { Authorization = new AuthenticationHeaderValue("Bearer", TestSecrets.Key) },
    };

    public static HttpRequestMessage Request(string body) => Request(Encoding.UTF8.GetBytes(body));

    /// <summary>Asks a model and reads the answer as far as it comes.</summary>
    public Task<ChatAnswer> AskAsync(string model, bool stream = false, string? fault = null) => SendAsync(Question(model, stream, fault));

    /// <summary>Asks a model and reads as far as the answer's head.</summary>
    public Task<HttpResponseMessage> BeginAsync(HttpRequestMessage request, CancellationToken cancellation = default) =>
        http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);

    public Task<ChatAnswer> SendAsync(string body) => SendAsync(Request(body));

    public async Task<ChatAnswer> SendAsync(HttpRequestMessage request)
    {
        using (request)
            return await ChatAnswer.ReadAsync(Mark(request), await BeginAsync(request));
    }

    public static HttpRequestMessage Question(string model, bool stream = false, string? fault = null)
    {
        var request = Request(Body(model, stream ? "\"stream\":true," : ""));
        if (fault is not null)
            request.Headers.Add(FaultHeader, fault);
        return request;
    }

    /// <summary>Gives a request a marker by which the simulator's record of it is found.</summary>
    public static string Mark(HttpRequestMessage request)
    {
        if (request.Headers.TryGetValues(MarkerHeader, out var values))
            return values.Single();
        var marker = Guid.NewGuid().ToString("N");
        request.Headers.Add(MarkerHeader, marker);
        return marker;
    }
}
