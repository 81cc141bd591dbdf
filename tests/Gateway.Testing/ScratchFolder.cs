using Gateway.Ingress.Hosting.EmbeddedPostgres;

namespace Gateway.Testing;

/// <summary>
/// A temporary folder that is deleted with its owner. It is locked while the owner lives; whoever makes the next one deletes those whose lock is free,
/// together with the servers left running in them.
/// </summary>
internal sealed class ScratchFolder : IAsyncDisposable
{
    private static readonly string Parent = Path.Combine(Path.GetTempPath(), $"gateway-tests-{Environment.UserName}");

    private readonly string _path;
    private readonly HomeLock _lock;

    private ScratchFolder(string path, HomeLock taken)
    {
        _path = path;
        _lock = taken;
    }

    /// <summary>The place for the cluster; its own lock comes and goes with the server.</summary>
    public string Home => HomeIn(_path);

    public static async Task<ScratchFolder> CreateAsync()
    {
        // Sweeping and making are one step: a new folder must not be swept before its lock is taken.
        PostgresHome.Open(Parent);
        using var alone = await WaitForLockAsync(Parent);
        foreach (var folder in Directory.EnumerateDirectories(Parent))
            await SweepAsync(folder);
        var path = PostgresHome.Open(Path.Combine(Parent, Guid.NewGuid().ToString("N")[..12])).Root;
        return new ScratchFolder(path, HomeLock.Acquire(path));
    }

    public async ValueTask DisposeAsync()
    {
        // The lock's file goes with the rest: without this a sweep would find a lock that nobody holds.
        using var alone = await WaitForLockAsync(Parent);
        await DeleteAsync(_path);
        _lock.Dispose();
    }

    private static string HomeIn(string path) => Path.Combine(path, "home");

    private static async Task SweepAsync(string folder)
    {
        using var abandoned = HomeLock.TryAcquire(folder);
        if (abandoned is not null)
            await DeleteAsync(folder);
    }

    private static async Task DeleteAsync(string folder)
    {
        if (Postmaster.Find(PostgresHome.Open(HomeIn(folder)).Data) is { } server)
            await ServerProcesses.KillAsync(server);
        Directory.Delete(folder, recursive: true);
    }

    private static async Task<HomeLock> WaitForLockAsync(string folder)
    {
        for (; ; )
        {
            if (HomeLock.TryAcquire(folder) is { } taken)
                return taken;
            await Task.Delay(20);
        }
    }
}
