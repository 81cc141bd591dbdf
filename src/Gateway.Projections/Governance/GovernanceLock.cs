namespace Gateway.Projections.Governance;

/// <summary>
/// How a decision and the control plane that it was made against stay one. Whoever admits calls takes the lock shared and then reads the
/// version, in its transaction; whoever changes the control plane takes it exclusively first and raises the version, in its transaction.
/// So a change waits for the admissions in flight, and no admission commits against a version older than one committed before it.
/// </summary>
/// <remarks>
/// At <c>read committed</c>, each of these is a statement of its own: a statement sees what was committed when it began, so a version
/// read in the statement that waits for the lock could be the old one. All locks go with their transaction.
/// </remarks>
public static class GovernanceLock
{
    /// <summary>The advisory lock's key, "gateway" in ASCII.</summary>
    public const long Key = 0x67_61_74_65_77_61_79;

    /// <summary>Waits for a change in flight, if there is one, and holds off the next.</summary>
    public const string TakeShared = "select pg_advisory_xact_lock_shared(29099075147620729)";

    /// <summary>Waits for all admissions and changes in flight, and holds off the next.</summary>
    public const string TakeExclusive = "select pg_advisory_xact_lock(29099075147620729)";

    /// <summary>Gives the version, one <c>bigint</c>; 0: nothing was ever declared.</summary>
    public const string ReadVersion = $"select coalesce(max(version), 0) from {GovernanceTable.Name}";

    /// <summary>Raises the version and gives it, one <c>bigint</c>.</summary>
    public const string RaiseVersion =
        $"insert into {GovernanceTable.Name} as g (singleton, version) values (true, 1) "
        + "on conflict (singleton) do update set version = g.version + 1 returning version";
}
