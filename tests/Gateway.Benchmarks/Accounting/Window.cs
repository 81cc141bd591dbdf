using Gateway.Benchmarks.Load;

namespace Gateway.Benchmarks.Accounting;

/// <summary>One measured stretch of load on one subject.</summary>
/// <param name="Load">The calls.</param>
/// <param name="Elapsed">From the first call to the last answer.</param>
/// <param name="Used">CPU time used; by the subject and its database until they came to rest again, so that what calls leave behind is counted.</param>
/// <param name="Others">Share of the machine's CPU that processes outside of the measurement took: above a few per cent the figures are disturbed.</param>
/// <param name="ResidentBytes">The subject's resident memory at the end.</param>
/// <param name="Rested">Whether it came to rest at all.</param>
internal sealed record Window(LoadResult Load, TimeSpan Elapsed, Reading Used, double Others, long ResidentBytes, bool Rested)
{
    /// <summary>Answered calls per second.</summary>
    public double CallsPerSecond => Load.Latency.Count / Elapsed.TotalSeconds;

    /// <summary>The subject's own CPU time per answered call, in microseconds.</summary>
    public double OwnPerCall => PerCall(Used.Own);

    /// <summary>CPU time per answered call of all its database's processes, in microseconds.</summary>
    public double DatabasePerCall => PerCall(Used.Database);

    /// <summary>Microseconds of CPU time that one answered call cost.</summary>
    public double PerCall(TimeSpan cpu) => cpu.TotalMicroseconds / Math.Max(1, Load.Latency.Count);
}
