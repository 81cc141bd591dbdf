using System.Diagnostics;
using System.Globalization;

namespace Gateway.Ingress.Hosting.EmbeddedPostgres;

/// <summary>A folder with PostgreSQL's server programs.</summary>
/// <param name="Folder">Holds <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>.</param>
/// <param name="MajorVersion">15 for PostgreSQL 15.18.</param>
internal sealed record PostgresBinaries(string Folder, int MajorVersion)
{
    /// <summary>The oldest PostgreSQL that is still maintained today.</summary>
    public const int OldestSupported = 15;

    private static readonly string[] Programs = ["initdb", "pg_ctl", "postgres"];

    public string Program(string name) => Path.Combine(Folder, name);

    /// <summary>
    /// Looks on this machine: <c>GATEWAY_PG_BIN</c> (which must be right when it is set), <c>PATH</c>, Debian's folders, Homebrew's.
    /// Existing data can be opened by its own major version only; without data the first place wins, newest version first within a place.
    /// </summary>
    /// <param name="dataMajorVersion">The version that wrote the existing data, or null.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<PostgresBinaries?> FindAsync(int? dataMajorVersion, CancellationToken cancellationToken)
    {
        if (Environment.GetEnvironmentVariable("GATEWAY_PG_BIN") is { Length: > 0 } pinned)
        {
            var binaries = await InspectAsync(pinned, cancellationToken);
            return binaries is not null && binaries.CanOpen(dataMajorVersion) ? binaries : throw Unusable(pinned, binaries, dataMajorVersion);
        }
        foreach (var folder in Candidates().Distinct(StringComparer.Ordinal))
        {
            if (await InspectAsync(folder, cancellationToken) is { } binaries && binaries.CanOpen(dataMajorVersion))
                return binaries;
        }
        return null;
    }

    /// <summary>What is in a folder, or null when it lacks one of the programs or they do not run.</summary>
    public static async Task<PostgresBinaries?> InspectAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Array.TrueForAll(Programs, program => File.Exists(Path.Combine(folder, program))))
            return null;
        var run = await ToolRun.RunAsync(new ProcessStartInfo(Path.Combine(folder, "postgres"), ["--version"]), cancellationToken);
        // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)", "postgres (PostgreSQL) 19beta1"
        var number = run.Output.Split(' ').ElementAtOrDefault(2) ?? "";
        var digits = number.AsSpan(0, number.TakeWhile(char.IsAsciiDigit).Count());
        return run.Succeeded && int.TryParse(digits, CultureInfo.InvariantCulture, out var major) ? new PostgresBinaries(Path.GetFullPath(folder), major) : null;
    }

    private bool CanOpen(int? dataMajorVersion) => MajorVersion >= OldestSupported && (dataMajorVersion ?? MajorVersion) == MajorVersion;

    private static IEnumerable<string> Candidates() =>
        [.. OnPath(), .. Newest("/usr/lib/postgresql", "*"), .. Newest("/opt/homebrew/opt", "postgresql*"), .. Newest("/usr/local/opt", "postgresql*")];

    // Distributions link single programs into PATH; the ones beside the link's target are the set that belongs together.
    private static IEnumerable<string> OnPath() =>
        from folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        let program = new FileInfo(Path.Combine(folder, "postgres"))
        where program.Exists
        let target = program.ResolveLinkTarget(returnFinalTarget: true) ?? program
        select Path.GetDirectoryName(target.FullName);

    private static IEnumerable<string> Newest(string parent, string pattern) =>
        Directory.Exists(parent)
            ? Directory.EnumerateDirectories(parent, pattern)
                .OrderByDescending(folder => string.Concat(Path.GetFileName(folder).Where(char.IsAsciiDigit)).PadLeft(4, '0'), StringComparer.Ordinal)
                .Select(folder => Path.Combine(folder, "bin"))
            : [];

    private static EmbeddedPostgresException Unusable(string folder, PostgresBinaries? found, int? dataMajorVersion) =>
        new(found is null
            ? $"GATEWAY_PG_BIN is {folder}, but initdb, pg_ctl and postgres do not all run from there. Point it at a PostgreSQL bin folder, or unset it."
            : $"GATEWAY_PG_BIN has PostgreSQL {found.MajorVersion}, but {(dataMajorVersion is { } data ? $"the data was written by {data}" : $"{OldestSupported} is the oldest supported")}. "
              + "Point it at that version, or unset it.");
}
