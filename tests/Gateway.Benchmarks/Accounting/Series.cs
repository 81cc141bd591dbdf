using Gateway.Benchmarks.Load;

namespace Gateway.Benchmarks.Accounting;

/// <summary>The windows of one subject, in the order in which they were taken.</summary>
internal sealed record Series(string Name, IReadOnlyList<Window> Windows)
{
    /// <summary>Calls that failed in any window.</summary>
    public long Errors => Windows.Sum(window => window.Load.Errors);

    /// <summary>A figure of every window.</summary>
    public Spread Of(Func<Window, double> figure) => Spread.Of(Windows.Select(figure));

    /// <summary>A figure of every window as a multiple of a figure of the window that the baseline had in the same round.</summary>
    public Spread Ratio(Func<Window, double> figure, Series baseline, Func<Window, double> ofBaseline) =>
        Spread.Of(Windows.Zip(baseline.Windows, (mine, its) => figure(mine) / ofBaseline(its)));

    /// <summary>How long the calls of all windows took.</summary>
    public Histogram Latency()
    {
        var all = new Histogram();
        foreach (var window in Windows)
            all.Add(window.Load.Latency);
        return all;
    }
}
