namespace Gateway.Ingress.Hosting.EmbeddedPostgres;

/// <summary>
/// The exclusive lock on <c>{Home}/lock</c>: one gateway per home. The kernel holds it, so it is gone the moment the process is,
/// whatever ended it; the pid in the file only serves the message that a second instance shows.
/// </summary>
internal sealed class HomeLock : IDisposable
{
    private readonly FileStream _file;

    private HomeLock(FileStream file) => _file = file;

    /// <summary>Takes the lock.</summary>
    /// <exception cref="EmbeddedPostgresException">Another process holds it, or the file cannot be written.</exception>
    public static HomeLock Acquire(string home) =>
        TryAcquire(home) ?? throw new EmbeddedPostgresException(
            $"Another gateway (pid {Holder(home)}) is running in {home}. Stop it, or give this one a folder of its own with Gateway:Home.");

    /// <summary>Takes the lock, or returns null when another process holds it.</summary>
    public static HomeLock? TryAcquire(string home)
    {
        FileStream file;
        try
        {
            // FileShare.None is flock(LOCK_EX | LOCK_NB) on Unix.
            file = new FileStream(PathIn(home), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new EmbeddedPostgresException($"{PathIn(home)} cannot be written by this user: {e.Message} Choose another folder with Gateway:Home.", e);
        }
        catch (IOException) when (File.Exists(PathIn(home)))
        {
            return null;
        }
        file.SetLength(0);
        file.Write(System.Text.Encoding.ASCII.GetBytes($"{Environment.ProcessId}\n"));
        file.Flush();
        return new HomeLock(file);
    }

    public void Dispose() => _file.Dispose();

    private static string PathIn(string home) => Path.Combine(home, "lock");

    private static string Holder(string home) => Posix.ReadLocked(PathIn(home)).Trim() is { Length: > 0 } pid ? pid : "not yet known";
}
