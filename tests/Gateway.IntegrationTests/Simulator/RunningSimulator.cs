using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gateway.Simulator;
using Gateway.Simulator.Served;

namespace Gateway.IntegrationTests.Simulator;

/// <summary>A simulator on a free port, without waiting times, and a client with a key.</summary>
public sealed class RunningSimulator : IAsyncLifetime
{
    public SimulatorHost Host { get; private set; } = null!;

    public HttpClient Client { get; } = new();

    public async ValueTask InitializeAsync()
    {
        Host = await SimulatorHost.StartAsync(new SimulatorOptions { Timing = TokenTiming.Instant, HashAnswers = true });
        Client.BaseAddress = Host.Address;
        Client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "sk-test");
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await Host.DisposeAsync();
    }

    public static JsonObject Question(string model, bool stream = false, string marker = "") => new()
    {
        ["model"] = model,
        ["stream"] = stream,
        ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = "What is a ledger?" }),
        ["metadata"] = new JsonObject { ["marker"] = marker },
    };

    /// <summary>Asks and returns as soon as the head is there.</summary>
    public Task<HttpResponseMessage> AskAsync(JsonObject question, string? fault = null, CancellationToken cancellationToken = default)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions") { Content = JsonContent.Create(question) };
        if (fault is not null)
        {
            request.Headers.Add("x-simulator-fault", fault);
        }

        return Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    public async Task<string> TextAsync(JsonObject question)
    {
        using var response = await AskAsync(question);
        return await response.Content.ReadAsStringAsync();
    }

    public async Task<JsonNode> AnswerAsync(JsonObject question) => JsonNode.Parse(await TextAsync(question))!;

    /// <summary>The data of all events of a stream that is well formed.</summary>
    public async Task<List<JsonNode>> ChunksAsync(JsonObject question) => Chunks(await TextAsync(question));

    public static List<JsonNode> Chunks(string stream) =>
        [.. stream.ReplaceLineEndings("\n").Split('\n').Where(line => line.StartsWith("data: {", StringComparison.Ordinal)).Select(line => JsonNode.Parse(line[6..])!)];

    /// <summary>The text of a stream's first choice.</summary>
    public static string Content(IEnumerable<JsonNode> chunks) => chunks
        .SelectMany(chunk => chunk["choices"]!.AsArray())
        .Where(choice => (int)choice!["index"]! == 0)
        .Aggregate(new StringBuilder(), (text, choice) => text.Append((string?)choice!["delta"]!["content"]))
        .ToString();

    /// <summary>Reads until the connection breaks.</summary>
    public static async Task<string> ReadUntilCutAsync(HttpResponseMessage response)
    {
        await using var body = await response.Content.ReadAsStreamAsync();
        var read = new MemoryStream();
        await Assert.ThrowsAnyAsync<IOException>(() => body.CopyToAsync(read));
        return Encoding.UTF8.GetString(read.ToArray());
    }

    /// <summary>Waits until a recorded request has come so far.</summary>
    public async Task<ServedRequest> RecordAsync(string marker, ServedOutcome outcome)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        while (true)
        {
            if (Host.Requests().SingleOrDefault(request => request.Marker == marker && request.Outcome == outcome) is { } record)
            {
                return record;
            }

            await Task.Delay(5, patience.Token);
        }
    }

    public async Task<JsonElement> GetAsync(string path) => await Client.GetFromJsonAsync<JsonElement>(path);
}
