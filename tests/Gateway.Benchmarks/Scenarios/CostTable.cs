using Gateway.Benchmarks.Accounting;
using Gateway.Benchmarks.Reporting;

namespace Gateway.Benchmarks.Scenarios;

/// <summary>What calls cost in front of an upstream, and the targets for it.</summary>
internal static class CostTable
{
    /// <summary>One row for each subject; CPU in microseconds per answered call.</summary>
    public static Table Of(IReadOnlyList<Series> all)
    {
        var table = new Table("", "calls/s", "CPU us/call", "Postgres us/call", "upstream", "load", "p50 ms", "p99 ms", "RSS MB", "others");
        foreach (var series in all)
        {
            var latency = series.Latency();
            table.Add(
                series.Name + (series.Windows.All(window => window.Rested) ? "" : " (not at rest)"),
                series.Of(window => window.CallsPerSecond).Show("N0"),
                series.Of(window => window.OwnPerCall).Show("F1"),
                series.Windows.Any(window => window.Used.Database > TimeSpan.Zero) ? series.Of(window => window.DatabasePerCall).Show("F1") : "-",
                $"{series.Of(window => window.PerCall(window.Used.Upstream)).Median:F1}",
                $"{series.Of(window => window.PerCall(window.Used.Generator)).Median:F1}",
                $"{latency.Percentile(0.50).TotalMilliseconds:F2}",
                $"{latency.Percentile(0.99).TotalMilliseconds:F2}",
                $"{series.Of(window => window.ResidentBytes / 1e6).Median:F0}",
                $"{series.Of(window => window.Others).Median:P0}");
        }

        return table;
    }

    /// <summary>CPU of a candidate as multiples of YARP's.</summary>
    public static Targets Ratios(Series candidate, Series yarp)
    {
        var targets = new Targets();
        targets.AtMost("CPU per call / YARP's", candidate.Ratio(window => window.OwnPerCall, yarp, window => window.OwnPerCall), 2.5, "F2");
        if (candidate.Windows.Any(window => window.Used.Database > TimeSpan.Zero))
            targets.AtMost("Postgres' CPU per call / YARP's", candidate.Ratio(window => window.DatabasePerCall, yarp, window => window.OwnPerCall), 3, "F2");
        return targets;
    }
}
