namespace Gateway.Ingress.Journal;

/// <summary>What a response waits for.</summary>
public enum AuditMode
{
    /// <summary>Both journal entries of a call are on disk: the first before the provider is contacted, the second before the last byte.</summary>
    Strict,

    /// <summary>
    /// The same transactions in the same order, committed without waiting for the disk; the last byte does not wait for the second one.
    /// A crash of the database machine may lose about 0.6 s; a killed gateway loses outcomes, never a <c>CallReceived</c>.
    /// </summary>
    Buffered,
}

/// <summary>The journal's settings: <c>Gateway:Audit</c>.</summary>
public sealed class AuditOptions
{
    /// <summary>What a response waits for. Default: <see cref="AuditMode.Strict"/>.</summary>
    public AuditMode Mode { get; set; } = AuditMode.Strict;

    /// <summary>How long a call waits to be admitted before it is refused with 503. Default: 5 s.</summary>
    public TimeSpan AdmitTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a finished call waits for its outcome to be durable before its connection is cut. Default: 10 s.</summary>
    public TimeSpan SettleTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Most calls that may be open or waiting to be recorded at a time; more are refused with 503. Default: 10,000.</summary>
    public int MaxOpenCalls { get; set; } = 10_000;

    /// <summary>Most entries in one commit. Default: 256.</summary>
    public int MaxBatch { get; set; } = 256;

    /// <summary>How long one commit may take before the database counts as away. Default: 4 s.</summary>
    public TimeSpan CommitTimeout { get; set; } = TimeSpan.FromSeconds(4);
}
