using System.Diagnostics;

namespace Gateway.Benchmarks.Load;

/// <summary>Load from connections that each send the next call as soon as the last one is answered: what a server does at saturation.</summary>
internal sealed class ClosedLoop(int port, ReadOnlyMemory<byte> request, int connections)
{
    private static readonly TimeSpan ReconnectDelay = TimeSpan.FromMilliseconds(20);

    /// <summary>Starts calls until the duration is over or the token says stop, and waits for the last answer.</summary>
    public Task<LoadResult> RunAsync(TimeSpan duration, CancellationToken stop)
    {
        var started = Stopwatch.GetTimestamp();
        return RunAsync(() => Stopwatch.GetElapsedTime(started) < duration && !stop.IsCancellationRequested);
    }

    /// <summary>Makes a number of calls, fewer if the token says stop, and waits for the last answer.</summary>
    public Task<LoadResult> RunAsync(long calls, CancellationToken stop) =>
        RunAsync(() => Interlocked.Decrement(ref calls) >= 0 && !stop.IsCancellationRequested);

    private async Task<LoadResult> RunAsync(Func<bool> more)
    {
        var result = new LoadResult();
        await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => Task.Run(() => LoopAsync(more, result))));
        return result;
    }

    private async Task LoopAsync(Func<bool> more, LoadResult result)
    {
        while (more())
        {
            try
            {
                using var connection = await HttpConnection.OpenAsync(port);
                do
                {
                    var sent = Stopwatch.GetTimestamp();
                    var status = await connection.CallAsync(request);
                    result.Record(status, Stopwatch.GetElapsedTime(sent));
                }
                while (more());
            }
            catch (Exception broken) when (LoadResult.IsBrokenCall(broken))
            {
                result.Fail(broken.Message);
                await Task.Delay(ReconnectDelay);
            }
        }
    }
}
