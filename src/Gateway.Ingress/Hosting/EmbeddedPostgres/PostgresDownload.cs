using MysticMind.PostgresEmbed;

namespace Gateway.Ingress.Hosting.EmbeddedPostgres;

/// <summary>The last resort where no PostgreSQL is installed: the binaries that zonkyio publishes on Maven Central, kept in <c>{Home}/postgres-binaries</c>.</summary>
internal static class PostgresDownload
{
    private const int MajorVersion = 17;

    /// <exception cref="EmbeddedPostgresException">The download failed.</exception>
    public static async Task<PostgresBinaries> GetAsync(string home, int? dataMajorVersion, CancellationToken cancellationToken)
    {
        var major = dataMajorVersion ?? MajorVersion;
        try
        {
            await using var package = new PgServer(new PgServerOptions { PgVersion = $"{major}", DbDir = home, BinariesDir = Path.Combine(home, "postgres-binaries") });
            await package.InstallAsync(cancellationToken);
            return new PostgresBinaries(Path.Combine(package.InstallDir, "bin"), major);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw new EmbeddedPostgresException(
                $"No PostgreSQL {(dataMajorVersion is null ? $"{PostgresBinaries.OldestSupported} or newer" : $"{major} (which wrote the existing data)")} was found, and downloading it failed: {e.Message} "
                + $"Install it (apt install postgresql, brew install postgresql@{major}), point GATEWAY_PG_BIN at its bin folder, "
                + "or set ConnectionStrings:Gateway to a database of your own.", e);
        }
    }
}
