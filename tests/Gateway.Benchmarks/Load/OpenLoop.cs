using System.Collections.Concurrent;
using System.Diagnostics;

namespace Gateway.Benchmarks.Load;

/// <summary>
/// Load at a fixed rate that does not wait for answers. A call's time is counted from the moment it was due, so a server that stalls is charged
/// for the calls it kept waiting as well (Gil Tene's coordinated omission).
/// </summary>
internal sealed class OpenLoop(int port, ReadOnlyMemory<byte> request, double callsPerSecond) : IDisposable
{
    private const int FirstConnections = 16;

    // A sleeping thread wakes up to a millisecond late; the last stretch is spent spinning.
    private static readonly TimeSpan SpinFrom = TimeSpan.FromMilliseconds(1.5);

    private readonly ConcurrentStack<HttpConnection> _idle = [];

    /// <summary>Sends calls for as long as told, or until the token says stop, and waits for the last answer.</summary>
    public async Task<LoadResult> RunAsync(TimeSpan duration, CancellationToken stop)
    {
        while (_idle.Count < FirstConnections)
            _idle.Push(await HttpConnection.OpenAsync(port));

        var result = new LoadResult();
        var calls = new List<Task>();
        await Task.Factory.StartNew(() => Pace(duration, calls, result, stop), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        await Task.WhenAll(calls);
        return result;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        while (_idle.TryPop(out var connection))
            connection.Dispose();
    }

    private void Pace(TimeSpan duration, List<Task> calls, LoadResult result, CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp();
        var count = (long)(duration.TotalSeconds * callsPerSecond);
        for (var call = 0L; call < count && !stop.IsCancellationRequested; call++)
        {
            var due = start + (long)(call / callsPerSecond * Stopwatch.Frequency);
            WaitUntil(due);
            calls.Add(CallAsync(due, result));
        }
    }

    private static void WaitUntil(long due)
    {
        while (Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), due) is var left && left > TimeSpan.Zero)
        {
            if (left > SpinFrom)
                Thread.Sleep(left - SpinFrom);
            else
                Thread.SpinWait(20);
        }
    }

    private async Task CallAsync(long due, LoadResult result)
    {
        HttpConnection? connection = null;
        try
        {
            if (!_idle.TryPop(out connection))
                connection = await HttpConnection.OpenAsync(port);
            var status = await connection.CallAsync(request);
            result.Record(status, Stopwatch.GetElapsedTime(due));
            _idle.Push(connection);
        }
        catch (Exception broken) when (LoadResult.IsBrokenCall(broken))
        {
            result.Fail(broken.Message);
            connection?.Dispose();
        }
    }
}
