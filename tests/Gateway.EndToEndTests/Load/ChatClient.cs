using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using Gateway.Testing;

namespace Gateway.EndToEndTests.Load;

/// <summary>A client that notes how far each answer came, whatever broke it off.</summary>
internal sealed class ChatClient(HttpClient http)
{
    private const string CallIdHeader = "x-gateway-call-id";
    private static readonly byte[] Done = [.. "data: [DONE]\n\n"u8];

    /// <summary>Sends a call and reads its answer to the end.</summary>
    public async Task<SentCall> SendAsync(string model, bool stream)
    {
        await using var call = await BeginAsync(model, stream);
        return await call.ReadToEndAsync();
    }

    /// <summary>Sends a call and reads as far as the answer's head.</summary>
    public async Task<StartedCall> BeginAsync(string model, bool stream)
    {
        var marker = Guid.NewGuid().ToString("N");
        using var request = new HttpRequestMessage(HttpMethod.Post, "v1/chat/completions")
        {
            Content = JsonContent.Create(new { model, stream, metadata = new { marker }, messages = new[] { new { role = "user", content = "Say something." } } }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestSecrets.Key);
        request.Headers.Add("x-gateway-session", marker);
        try
        {
            return new StartedCall(marker, model, stream, await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead));
        }
        catch (HttpRequestException)
        {
            return new StartedCall(marker, model, stream, Response: null);
        }
    }

    /// <summary>A call whose answer has begun.</summary>
    internal sealed record StartedCall(string Marker, string Model, bool Stream, HttpResponseMessage? Response) : IAsyncDisposable
    {
        private readonly MemoryStream _received = new();

        /// <summary>What the gateway calls it.</summary>
        public Guid? CallId => Response?.Headers.TryGetValues(CallIdHeader, out var values) == true ? Guid.Parse(values.Single()) : null;

        /// <summary>Reads some of the answer.</summary>
        /// <returns>Whether there was some.</returns>
        public async Task<bool> ReadAsync()
        {
            var buffer = new byte[4096];
            var read = await (await Response!.Content.ReadAsStreamAsync()).ReadAsync(buffer);
            _received.Write(buffer, 0, read);
            return read > 0;
        }

        /// <summary>Reads the rest, as far as it comes.</summary>
        public async Task<SentCall> ReadToEndAsync()
        {
            var ended = Response is not null;
            try
            {
                while (Response is not null && await ReadAsync())
                {
                }
            }
            catch (Exception failure) when (failure is HttpRequestException or IOException)
            {
                ended = false;
            }

            var bytes = _received.ToArray();

            // Client libraries take [DONE] for the end and do not wait for the connection's.
            var isWhole = Stream && Response?.IsSuccessStatusCode == true ? bytes.AsSpan().EndsWith(Done) : ended;
            return new SentCall(Marker, Model, Stream, (int?)Response?.StatusCode ?? 0, CallId, isWhole, Encoding.UTF8.GetString(bytes));
        }

        public ValueTask DisposeAsync()
        {
            Response?.Dispose();
            return _received.DisposeAsync();
        }
    }
}
