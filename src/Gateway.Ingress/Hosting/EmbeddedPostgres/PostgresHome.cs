namespace Gateway.Ingress.Hosting.EmbeddedPostgres;

/// <summary>The folder <c>Gateway:Home</c> and what the embedded PostgreSQL keeps in it.</summary>
internal sealed class PostgresHome
{
    private PostgresHome(string path) => Root = path;

    /// <summary>The absolute path.</summary>
    public string Root { get; }

    public string Data => Path.Combine(Root, "postgres");

    /// <summary>Folders in which a cluster is being made, or was when its gateway was killed.</summary>
    public IEnumerable<string> Unfinished => Directory.EnumerateDirectories(Root, "postgres.unfinished-*");

    /// <summary>Written at every start, outside the data so that the account which PostgreSQL runs as cannot change it.</summary>
    public string ConfigurationFile => Path.Combine(Root, "postgres.conf");

    public string PasswordFile => Path.Combine(Root, "postgres-password");

    /// <summary>The PostgreSQL version that wrote the data; null before the first start.</summary>
    public int? MajorVersion => File.Exists(Path.Combine(Data, "PG_VERSION")) ? int.Parse(File.ReadAllText(Path.Combine(Data, "PG_VERSION"))) : null;

    /// <summary>Makes the folder if need be.</summary>
    /// <exception cref="EmbeddedPostgresException">It cannot be made, or its name cannot be used.</exception>
    public static PostgresHome Open(string path)
    {
        var home = new PostgresHome(Path.GetFullPath(path));
        // pg_ctl puts its paths between double quotes for the shell, and escapes nothing.
        if (home.Root.AsSpan().ContainsAny("\"$`\\\n"))
            throw new EmbeddedPostgresException($"{home.Root} holds a character that PostgreSQL's pg_ctl cannot take (one of \" $ ` \\). Choose another folder with Gateway:Home.");
        // Under root another account has to pass through to its data; the secrets in here are 0600 each.
        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (Environment.IsPrivilegedProcess)
            mode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        try
        {
            if (!OperatingSystem.IsWindows())
                Directory.CreateDirectory(home.Root, mode);
            return home;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new EmbeddedPostgresException($"{home.Root} cannot be made: {e.Message} Choose another folder with Gateway:Home.", e);
        }
    }

    /// <summary>
    /// A folder to make a cluster in before it is moved into its place. Its name is new each time: the <c>initdb</c> of a killed gateway may still write into an older one.
    /// </summary>
    public string NewUnfinished() => Directory.CreateDirectory(Path.Combine(Root, $"postgres.unfinished-{Guid.NewGuid():N}")).FullName;

    /// <summary>The superuser's password, made up once.</summary>
    /// <exception cref="EmbeddedPostgresException">There is data but its password is lost or unreadable.</exception>
    public string Password()
    {
        try
        {
            if (File.Exists(PasswordFile))
                return File.ReadAllText(PasswordFile).Trim();
        }
        catch (UnauthorizedAccessException e)
        {
            throw new EmbeddedPostgresException($"{PasswordFile} is not readable by this user: {e.Message} Run as its owner, or choose another folder with Gateway:Home.", e);
        }
        if (Directory.Exists(Data))
            throw new EmbeddedPostgresException($"{PasswordFile}, the password of the database in {Data}, is missing. Put it back, or choose another folder with Gateway:Home.");
        var password = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(24));
        WriteSecret(PasswordFile, password);
        return password;
    }

    /// <summary>Writes a file that only its owner can read; it appears complete or not at all.</summary>
    public static void WriteSecret(string path, string secret)
    {
        var unfinished = path + ".unfinished";
        File.Delete(unfinished);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(unfinished, options))
        {
            file.Write(System.Text.Encoding.UTF8.GetBytes(secret + "\n"));
            file.Flush(flushToDisk: true);
        }
        File.Move(unfinished, path, overwrite: true);
    }
}
