using Gateway.Benchmarks.Accounting;

namespace Gateway.Benchmarks.Reporting;

/// <summary>Figures beside what they should be, each with a plain verdict on its median.</summary>
internal sealed class Targets
{
    private readonly Table _table = new("figure", "measured", "target", "verdict");

    /// <summary>A figure that should not be above a limit.</summary>
    public void AtMost(string figure, Spread measured, double limit, string format) =>
        _table.Add(figure, measured.Show(format), $"at most {limit}", measured.Median <= limit ? "pass" : "MISS");

    /// <summary>A figure that should not be below a limit.</summary>
    public void AtLeast(string figure, Spread measured, double limit, string format) =>
        _table.Add(figure, measured.Show(format), $"at least {limit}", measured.Median >= limit ? "pass" : "MISS");

    /// <inheritdoc/>
    public override string ToString() => _table.ToString();
}
