using System.Diagnostics;
using Gateway.Benchmarks.Load;
using Gateway.Benchmarks.Processes;

namespace Gateway.Benchmarks.Accounting;

/// <summary>Takes windows of subjects in turns, so that what else the machine does hits all of them alike.</summary>
internal sealed class Meter(Subject upstream, BenchOptions options)
{
    /// <summary>
    /// How long a subject may go on working after its last answer. What it does then (projections that catch up, say) was caused by the calls and
    /// is counted.
    /// </summary>
    private static readonly TimeSpan RestTimeout = TimeSpan.FromSeconds(60);

    /// <summary>Warms every subject up, then takes the rounds.</summary>
    public async Task<IReadOnlyList<Series>> RunAsync(
        IReadOnlyList<Subject> subjects, Func<Subject, Task<LoadResult>> warmup, Func<Subject, Task<LoadResult>> load, CancellationToken cancellation)
    {
        foreach (var subject in subjects)
        {
            await warmup(subject);
            await subject.SettleAsync(RestTimeout, cancellation);
        }

        var windows = subjects.Select(_ => new List<Window>()).ToArray();
        for (var round = 0; round < options.Rounds; round++)
        {
            for (var index = 0; index < subjects.Count; index++)
                windows[index].Add(await MeasureAsync(subjects[index], load, cancellation));
        }

        return [.. subjects.Select((subject, index) => new Series(subject.Name, windows[index]))];
    }

    private async Task<Window> MeasureAsync(Subject subject, Func<Subject, Task<LoadResult>> load, CancellationToken cancellation)
    {
        var before = Reading.Take(subject, upstream);
        var started = Stopwatch.GetTimestamp();

        var result = await load(subject);

        var elapsed = Stopwatch.GetElapsedTime(started);
        var loaded = Reading.Take(subject, upstream).Since(before);
        var others = loaded.Others(subject == upstream) / elapsed / Environment.ProcessorCount;
        var resident = subject.Own.ResidentBytes();
        var rested = await subject.SettleAsync(RestTimeout, cancellation);
        var whole = Reading.Take(subject, upstream).Since(before);

        var used = loaded with { Own = whole.Own, Database = whole.Database };
        var window = new Window(result, elapsed, used, Math.Max(0, others), resident, rested);
        await Console.Error.WriteLineAsync(
            $"  {subject.Name}: {window.CallsPerSecond:F0} calls/s, {window.OwnPerCall:F1} + {window.DatabasePerCall:F1} us, {result.Errors} errors {result.LastError}");
        return window;
    }
}
