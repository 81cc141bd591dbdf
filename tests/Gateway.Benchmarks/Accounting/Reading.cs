using Gateway.Benchmarks.Processes;

namespace Gateway.Benchmarks.Accounting;

/// <summary>CPU time that was used up to a moment, by whom.</summary>
internal sealed record Reading(TimeSpan Own, TimeSpan Database, TimeSpan Upstream, TimeSpan Generator, TimeSpan Machine)
{
    /// <summary>Reads what stands on the clocks now.</summary>
    public static Reading Take(Subject subject, Subject upstream) => new(
        subject.Own.Cpu(),
        subject.Database?.Cpu() ?? TimeSpan.Zero,
        upstream.Own.Cpu(),
        Environment.CpuUsage.TotalTime,
        ProcessStat.MachineCpu());

    /// <summary>What was used since an earlier reading.</summary>
    public Reading Since(Reading earlier) => new(
        Own - earlier.Own, Database - earlier.Database, Upstream - earlier.Upstream, Generator - earlier.Generator, Machine - earlier.Machine);

    /// <summary>What processes used that take no part in the measurement.</summary>
    /// <param name="isUpstream">Whether the subject is the upstream itself, whose time must not be taken off twice.</param>
    public TimeSpan Others(bool isUpstream) => Machine - Own - Database - Generator - (isUpstream ? TimeSpan.Zero : Upstream);
}
