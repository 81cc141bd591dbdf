using System.Collections.Concurrent;
using Gateway.Testing;

namespace Gateway.EndToEndTests.Load;

/// <summary>Clients that call without end, plain and streamed, ordinary and faulty models.</summary>
internal sealed class ChatLoad : IAsyncDisposable
{
    private const int Clients = 16;
    private const int MaxPauseMs = 20;

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<SentCall> _sent = new();
    private readonly Task _clients;

    private ChatLoad(HttpClient http, IReadOnlyList<string> models, int seed) =>
        _clients = Task.WhenAll(Enumerable.Range(0, Clients).Select(i => CallAsync(new ChatClient(http), models, new Random(seed + i))));

    /// <summary>Models of the simulator that answer a moment later, in pieces, with errors or not to the end; to be routed beside the usual ones.</summary>
    public static IReadOnlyList<string> Faulty { get; } =
        ["sim-slow-tokens-5,tokens-30", "sim-slow-first-token-60", "gpt-4o+cut-3", "fault-cut-headers", "fault-500", "gpt-4o+error-event-2"];

    /// <summary>Those that answer whole.</summary>
    public static IReadOnlyList<string> Sound { get; } = ["gpt-4o", "gpt-4o-mini", "house-model", "refused-then-spare", .. Faulty.Take(2)];

    /// <summary>All of them, the ordinary ones most often.</summary>
    public static IReadOnlyList<string> Mix { get; } = [.. Sound, .. Sound, .. Faulty, "overloaded-then-spare", "all-overloaded"];

    /// <summary>What has been sent and has ended, one way or the other.</summary>
    public IReadOnlyCollection<SentCall> Sent => _sent;

    /// <summary>A setup with all the models.</summary>
    public static GatewaySetup Setup(params (string Key, string Value)[] settings)
    {
        var setup = new GatewaySetup();
        setup.Simulator.RecordedRequests = 1_000_000;
        foreach (var model in Faulty)
            setup.Models.Add(model);
        foreach (var (key, value) in settings)
            setup.Settings[key] = value;
        return setup;
    }

    public static ChatLoad Start(GatewayNode node, IReadOnlyList<string> models, int seed) => new(node.Http, models, seed);

    /// <summary>Waits until so many more calls were answered.</summary>
    public Task AnsweredAsync(int more)
    {
        var enough = _sent.Count(call => call.IsAnswered) + more;
        return Eventually.HoldsAsync(() => _sent.Count(call => call.IsAnswered) >= enough, $"{more} more answers");
    }

    /// <summary>Sends nothing more and waits for the answers.</summary>
    public async Task<IReadOnlyCollection<SentCall>> StopAsync()
    {
        await _stop.CancelAsync();
        await _clients;
        return _sent;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stop.Dispose();
    }

    private async Task CallAsync(ChatClient client, IReadOnlyList<string> models, Random random)
    {
        while (!_stop.IsCancellationRequested)
        {
            var call = await client.SendAsync(models[random.Next(models.Count)], random.Next(2) == 0);
            _sent.Enqueue(call);

            // Who knocks at a closed door again and again only slows the start behind it.
            await Task.Delay(random.Next(call.Status == 0 ? 10 * MaxPauseMs : MaxPauseMs));
        }
    }
}
