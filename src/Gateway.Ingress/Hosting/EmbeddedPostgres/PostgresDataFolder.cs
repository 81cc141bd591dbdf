using System.Globalization;
using System.Text;

namespace Gateway.Ingress.Hosting.EmbeddedPostgres;

/// <summary>The database cluster on disk: made once, configured at every start.</summary>
internal static class PostgresDataFolder
{
    /// <summary>The superuser, and the only one: the cluster serves this gateway alone.</summary>
    public const string User = "gateway";

    // Durability is PostgreSQL's default but an audit log states it. Errors are logged without DETAIL, which quotes values.
    private static readonly (string Name, string Value)[] Fixed =
    [
        ("listen_addresses", "127.0.0.1"),
        ("unix_socket_directories", ""),
        ("max_connections", "100"),
        ("shared_buffers", "128MB"),
        ("fsync", "on"),
        ("full_page_writes", "on"),
        ("synchronous_commit", "on"),
        ("password_encryption", "scram-sha-256"),
        ("min_wal_size", "256MB"),
        ("max_wal_size", "2GB"),
        ("checkpoint_timeout", "15min"),
        ("jit", "off"),
        ("timezone", "UTC"),
        ("log_timezone", "UTC"),
        ("logging_collector", "on"),
        ("log_filename", "postgres-%a.log"),
        ("log_rotation_age", "1d"),
        ("log_rotation_size", "0"),
        ("log_truncate_on_rotation", "on"),
        ("log_error_verbosity", "terse"),
    ];

    /// <summary>
    /// Makes the cluster if there is none: UTF-8, locale C (the order of text is that of its bytes, on every machine and after every upgrade
    /// of the C library), page checksums, passwords by SCRAM. It is moved into place when it is whole, so an interrupted one leaves no trace.
    /// </summary>
    /// <exception cref="EmbeddedPostgresException"><c>initdb</c> failed.</exception>
    public static async Task EnsureMadeAsync(PostgresHome home, PostgresBinaries binaries, PostgresAccount account, CancellationToken cancellationToken)
    {
        if (home.MajorVersion is not null)
            return;
        if (Directory.Exists(home.Data))
            throw new EmbeddedPostgresException($"{home.Data} exists but is not a database that this user can read. Run as its owner, or choose another folder with Gateway:Home.");
        var unfinished = home.NewUnfinished();
        var data = Path.Combine(unfinished, "data");
        var passwordFile = Path.Combine(unfinished, "password");
        PostgresHome.WriteSecret(passwordFile, home.Password());
        await account.OwnAsync(unfinished, cancellationToken);

        var initdb = account.Command(binaries.Program("initdb"), "-D", data, "-U", User, $"--pwfile={passwordFile}", "--auth=scram-sha-256",
            "--encoding=UTF8", "--locale=C", "--data-checksums", "--no-instructions");
        var run = await ToolRun.RunAsync(initdb, cancellationToken);
        if (!run.Succeeded)
            throw new EmbeddedPostgresException($"initdb in {data} failed: {run.Output} Mend that, choose another folder with Gateway:Home, or set ConnectionStrings:Gateway.");
        Directory.Move(data, home.Data);
        // Interrupted ones too; by now the initdb of a killed gateway has noticed that nobody listens.
        foreach (var leftOver in home.Unfinished.ToList())
            Directory.Delete(leftOver, recursive: true);
    }

    /// <summary>Writes the whole configuration; what <c>initdb</c> left in <c>postgresql.conf</c> is not read.</summary>
    public static void Configure(PostgresHome home, int port, IDictionary<string, string> settings)
    {
        var text = new StringBuilder("# Written at every start of the gateway. Change it with Gateway:Postgres:Settings:<name>.\n");
        text.Append(CultureInfo.InvariantCulture, $"port = {port}\n");
        foreach (var (name, value) in Fixed)
            text.Append(CultureInfo.InvariantCulture, $"{name} = {Quoted(value)}\n");
        foreach (var (name, value) in settings)
            text.Append(CultureInfo.InvariantCulture, $"{name} = {Quoted(value)}\n");
        File.WriteAllText(home.ConfigurationFile, text.ToString());
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(home.ConfigurationFile, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
    }

    private static string Quoted(string value) => $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
}
