using System.Diagnostics;
using Gateway.Benchmarks.Accounting;
using Gateway.Benchmarks.Recording;
using Gateway.Benchmarks.Reporting;
using Gateway.Ingress.Journal;

namespace Gateway.Benchmarks.Scenarios;

/// <summary>What it costs to make calls durable, apart from everything else: the journal's transaction beside Marten's own appends, on one database.</summary>
internal sealed class JournalScenario : IScenario
{
    /// <inheritdoc/>
    public string Name => "journal";

    /// <inheritdoc/>
    public bool NeedsGateway => true;

    /// <inheritdoc/>
    public async Task<Section> RunAsync(BenchOptions options, CancellationToken cancellation)
    {
        await using var database = await RecordingDatabase.StartAsync(cancellation);
        IRecorder[] recorders = [database.Marten(), database.Journal(AuditMode.Strict), database.Journal(AuditMode.Buffered)];
        foreach (var recorder in recorders)
            await MeasureAsync(recorder, database, options.Connections, options.Warmup, cancellation);

        var taken = recorders.Select(_ => new List<Taken>()).ToArray();
        for (var round = 0; round < options.Rounds; round++)
        {
            for (var i = 0; i < recorders.Length; i++)
                taken[i].Add(await MeasureAsync(recorders[i], database, options.Connections, options.Window, cancellation));
        }

        var table = new Table("", "calls/s", "own CPU us/call", "Postgres us/call");
        for (var i = 0; i < recorders.Length; i++)
            table.Add(recorders[i].Name, Show(taken[i], t => t.PerSecond, "N0"), Show(taken[i], t => t.Own, "F1"), Show(taken[i], t => t.Database, "F1"));
        return new Section(
            "Journal",
            $"One writer, batches of {options.Connections} calls, two commits and two events for each call, events of full size, no proxy and no projection. "
            + $"{options.Rounds} windows of {options.Window.TotalSeconds:0.#} s in turns.",
            table,
            Targets: null,
            Failures: 0);
    }

    private static async Task<Taken> MeasureAsync(IRecorder recorder, RecordingDatabase database, int batch, TimeSpan window, CancellationToken cancellation)
    {
        var (own, postgres, started, calls) = (Environment.CpuUsage.TotalTime, database.Cluster.Tree.Cpu(), Stopwatch.GetTimestamp(), 0);
        for (; Stopwatch.GetElapsedTime(started) < window; calls += batch)
        {
            var openings = Enumerable.Range(0, batch).Select(_ => SampleCalls.Asking(database.Snapshot)).ToList();
            await recorder.BeginAsync(openings, cancellation);
            await recorder.EndAsync(openings, cancellation);
        }

        var elapsed = Stopwatch.GetElapsedTime(started);
        await Console.Error.WriteLineAsync($"  {recorder.Name}: {calls / elapsed.TotalSeconds:F0} calls/s");
        return new Taken(
            calls / elapsed.TotalSeconds,
            (Environment.CpuUsage.TotalTime - own).TotalMicroseconds / calls,
            (database.Cluster.Tree.Cpu() - postgres).TotalMicroseconds / calls);
    }

    private static string Show(IEnumerable<Taken> taken, Func<Taken, double> figure, string format) => Spread.Of(taken.Select(figure)).Show(format);

    private sealed record Taken(double PerSecond, double Own, double Database);
}
