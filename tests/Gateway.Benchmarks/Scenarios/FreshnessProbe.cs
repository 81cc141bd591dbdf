using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Gateway.Benchmarks.Load;
using Gateway.Benchmarks.Processes;

namespace Gateway.Benchmarks.Scenarios;

/// <summary>Makes a call and asks GraphQL for it until its end can be seen there.</summary>
internal sealed class FreshnessProbe : IDisposable
{
    private const string Query = "query($id: ID!) { call(id: $id) { id status } }";
    private static readonly TimeSpan AskEvery = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client;

    /// <summary>A probe of a gateway on a loopback port.</summary>
    public FreshnessProbe(int port) => _client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };

    /// <summary>Makes one call.</summary>
    /// <returns>How long after its last byte it was first seen as completed; null: not within half a minute.</returns>
    /// <exception cref="HttpRequestException">The call or a query failed.</exception>
    public async Task<TimeSpan?> MeasureAsync(CancellationToken cancellation)
    {
        var id = await CallAsync(cancellation);
        var answered = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(answered) < Patience)
        {
            if (await IsCompletedAsync(id, cancellation))
                return Stopwatch.GetElapsedTime(answered);
            await Task.Delay(AskEvery, cancellation);
        }

        return null;
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async Task<string> CallAsync(CancellationToken cancellation)
    {
        using var response = await PostAsync(Request.Path, Request.Body(stream: false), GatewayProcess.Key, cancellation);
        return response.Headers.GetValues("x-gateway-call-id").Single();
    }

    private async Task<bool> IsCompletedAsync(string id, CancellationToken cancellation)
    {
        var query = JsonSerializer.Serialize(new { query = Query, variables = new { id } });
        using var response = await PostAsync("/graphql", query, GatewayProcess.AdminToken, cancellation);
        using var answer = JsonDocument.Parse(await response.Content.ReadAsByteArrayAsync(cancellation));
        if (answer.RootElement.TryGetProperty("errors", out var errors))
            throw new HttpRequestException($"GraphQL answered with errors: {errors}");

        var call = answer.RootElement.GetProperty("data").GetProperty("call");
        return call.ValueKind == JsonValueKind.Object && call.GetProperty("status").GetString() == "COMPLETED";
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string body, string token, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var response = await _client.SendAsync(request, cancellation);
        return response.EnsureSuccessStatusCode();
    }
}
