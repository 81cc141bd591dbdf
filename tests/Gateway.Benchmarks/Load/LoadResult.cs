using System.Net.Sockets;

namespace Gateway.Benchmarks.Load;

/// <summary>What a stretch of load came to. A call counts as answered when its status was 200 and its body complete.</summary>
internal sealed class LoadResult
{
    private long _errors;

    /// <summary>How long answered calls took.</summary>
    public Histogram Latency { get; } = new();

    /// <summary>Calls that broke or were answered with another status than 200.</summary>
    public long Errors => Interlocked.Read(ref _errors);

    /// <summary>The last error's text; null if there was none.</summary>
    public string? LastError { get; private set; }

    /// <summary>Counts a call that got a response.</summary>
    public void Record(int status, TimeSpan duration)
    {
        if (status == 200)
            Latency.Record(duration);
        else
            Fail($"status {status}");
    }

    /// <summary>Counts a call that got no complete response.</summary>
    public void Fail(string why)
    {
        Interlocked.Increment(ref _errors);
        LastError = why;
    }

    /// <summary>Whether an exception says that a call or its connection broke, which load has to survive and count.</summary>
    public static bool IsBrokenCall(Exception exception) => exception is SocketException or IOException or InvalidDataException;
}
