using Gateway.Simulator.Catalog;

namespace Gateway.Simulator;

/// <summary>What the simulator serves, how fast, and how much of it is recorded.</summary>
public sealed class SimulatorOptions
{
    /// <summary>Where to listen: <c>http</c> and an IP address or <c>localhost</c>. Default: loopback, port 0 (the system picks a free one).</summary>
    public Uri Url { get; set; } = new("http://127.0.0.1:0");

    /// <summary>The only bearer token that is accepted. Default <c>null</c>: any token that is not empty.</summary>
    public string? ApiKey { get; set; }

    /// <summary>How fast tokens are produced. Default: <see cref="TokenTiming.Realistic"/>.</summary>
    public TokenTiming Timing { get; set; } = TokenTiming.Realistic;

    /// <summary>The models that are served. Empty (the default): <see cref="ServedModel.Defaults"/>.</summary>
    public IList<ServedModel> Models { get; } = [];

    /// <summary>Whether each request is kept for <c>GET /simulator/requests</c>. Default <c>true</c>; the counters run in any case.</summary>
    public bool RecordRequests { get; set; } = true;

    /// <summary>How many requests are kept before the oldest is overwritten. Default 200,000.</summary>
    public int RecordedRequests { get; set; } = 200_000;

    /// <summary>Whether the SHA-256 of each answer's body is recorded. Default <c>false</c>: it costs time on every chunk.</summary>
    public bool HashAnswers { get; set; }
}
