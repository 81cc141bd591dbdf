namespace Gateway.Ingress.Proxy;

/// <summary>How calls are relayed: <c>Gateway:Proxy</c>.</summary>
public sealed class ProxyOptions
{
    /// <summary>How long a connection to a provider may take to be made. Default: 10 s.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a provider may take to begin its answer. Default: 2 min.</summary>
    public TimeSpan FirstByteTimeout { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>How long a provider may pause within its answer. Default: 1 min.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>The largest plain answer that is read whole before it is sent on; a larger one is sent on as it comes, its usage estimated. Default: 16 MiB.</summary>
    public int MaxBufferedAnswerBytes { get; set; } = 16 * 1024 * 1024;
}
