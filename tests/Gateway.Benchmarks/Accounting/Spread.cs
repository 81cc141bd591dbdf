namespace Gateway.Benchmarks.Accounting;

/// <summary>What several windows said about one figure.</summary>
internal sealed record Spread(double Median, double Min, double Max)
{
    /// <summary>The spread of at least one figure.</summary>
    public static Spread Of(IEnumerable<double> figures)
    {
        var ordered = figures.Order().ToArray();
        var middle = ordered.Length / 2;
        var median = ordered.Length % 2 == 1 ? ordered[middle] : (ordered[middle - 1] + ordered[middle]) / 2;
        return new Spread(median, ordered[0], ordered[^1]);
    }

    /// <summary>One figure alone.</summary>
    public static Spread Single(double figure) => new(figure, figure, figure);

    /// <summary><c>median (min to max)</c>, each in the given number format; the median alone where there is no spread.</summary>
    public string Show(string format) => Min.Equals(Max) ? Median.ToString(format) : $"{Median.ToString(format)} ({Min.ToString(format)} to {Max.ToString(format)})";
}
