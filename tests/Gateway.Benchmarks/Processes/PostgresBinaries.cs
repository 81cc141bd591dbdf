namespace Gateway.Benchmarks.Processes;

/// <summary>Where PostgreSQL's programs are on this machine.</summary>
internal static class PostgresBinaries
{
    /// <summary>
    /// The folder with <c>initdb</c> and <c>pg_ctl</c>: <c>GATEWAY_PG_BIN</c>, else the <c>PATH</c>, else where Debian's packages and Homebrew put it,
    /// the newest version first.
    /// </summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public static string Find() =>
        Candidates().FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")))
        ?? throw new InvalidOperationException("No PostgreSQL server programs were found. Set GATEWAY_PG_BIN to the folder that holds initdb and pg_ctl.");

    private static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("GATEWAY_PG_BIN") is { Length: > 0 } told)
            yield return told;
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator))
            yield return folder;
        foreach (var root in new[] { "/usr/lib/postgresql", "/opt/homebrew/opt", "/usr/local/opt" }.Where(Directory.Exists))
        {
            foreach (var folder in Directory.GetDirectories(root).Order(StringComparer.Ordinal).Reverse())
                yield return Path.Combine(folder, "bin");
        }
    }
}
