using System.Numerics;

namespace Gateway.Benchmarks.Load;

/// <summary>
/// Counts durations in log-linear buckets (the layout of HdrHistogram, Gil Tene 2012): exact below 256 ns, within 0.8 % above. Any number of
/// threads may record.
/// </summary>
internal sealed class Histogram
{
    private const int SubBits = 8;
    private const int Half = 1 << (SubBits - 1);

    private readonly long[] _counts = new long[(64 - SubBits + 2) * Half];

    /// <summary>How many durations were recorded.</summary>
    public long Count => _counts.Sum();

    /// <summary>Records one duration; a negative one counts as zero.</summary>
    public void Record(TimeSpan duration)
    {
        var nanoseconds = Math.Max(0, duration.Ticks) * 100;
        Interlocked.Increment(ref _counts[IndexOf(nanoseconds)]);
    }

    /// <summary>The duration that the given share (0 to 1) of all recorded ones does not exceed; zero if none was recorded.</summary>
    public TimeSpan Percentile(double share)
    {
        var wanted = Math.Max(1, (long)Math.Ceiling(share * Count));
        for (var index = 0; index < _counts.Length; index++)
        {
            wanted -= _counts[index];
            if (wanted <= 0)
                return TimeSpan.FromTicks(HighestIn(index) / 100);
        }

        return TimeSpan.Zero;
    }

    /// <summary>Adds what another histogram counted.</summary>
    public void Add(Histogram other)
    {
        for (var index = 0; index < _counts.Length; index++)
            _counts[index] += other._counts[index];
    }

    private static int IndexOf(long value)
    {
        var shift = Math.Max(0, BitOperations.Log2((ulong)value | 1) - SubBits + 1);
        return (shift * Half) + (int)(value >> shift);
    }

    private static long HighestIn(int index)
    {
        var shift = Math.Max(0, (index / Half) - 1);
        var sub = index - (shift * Half);
        return ((sub + 1L) << shift) - 1;
    }
}
