using System.Diagnostics;
using System.Globalization;
using Gateway.Benchmarks.Accounting;

namespace Gateway.Benchmarks.Processes;

/// <summary>A PostgreSQL cluster of our own in a temporary folder, with the settings that <c>initdb</c> gives it; gone when disposed.</summary>
internal sealed class Cluster : IAsyncDisposable
{
    // PostgreSQL refuses to run as root; this is the account that its packages create.
    private const string UnprivilegedUser = "postgres";

    private readonly string _bin;
    private readonly string _folder;
    private readonly int _port = Loopback.FreePort();

    private Cluster(string bin, string folder)
    {
        _bin = bin;
        _folder = folder;
    }

    /// <summary>What all its processes cost: the postmaster and every child it has or had.</summary>
    public ProcessTree Tree => new(int.Parse(File.ReadLines(Path.Combine(Data, "postmaster.pid")).First(), CultureInfo.InvariantCulture));

    /// <summary>Where its first database is: not every distribution has the program that creates another.</summary>
    public string ConnectionString => $"Host=127.0.0.1;Port={_port};Database=postgres;Username={Owner}";

    private static string Owner => Environment.IsPrivilegedProcess ? UnprivilegedUser : Environment.UserName;

    private string Data => Path.Combine(_folder, "data");

    /// <summary>Creates and starts a cluster from the binaries in a folder.</summary>
    /// <exception cref="InvalidOperationException">One of PostgreSQL's programs failed, with what it printed.</exception>
    public static async Task<Cluster> StartAsync(string bin, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("gateway-benchmark-").FullName;
        var cluster = new Cluster(bin, folder);
        if (Environment.IsPrivilegedProcess)
            await RunAsync("/bin/chown", [UnprivilegedUser, folder], user: null, cancellation);

        await cluster.RunAsync("initdb", ["-D", cluster.Data, "-A", "trust", "-E", "UTF8", "--locale=C"], cancellation);
        var settings = $"-p {cluster._port} -k {folder} -c listen_addresses=127.0.0.1";
        await cluster.RunAsync("pg_ctl", ["start", "-w", "-D", cluster.Data, "-l", Path.Combine(folder, "log"), "-o", settings], cancellation);
        return cluster;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await RunAsync("pg_ctl", ["stop", "-w", "-m", "immediate", "-D", Data], CancellationToken.None);
        Directory.Delete(_folder, recursive: true);
    }

    private Task RunAsync(string program, string[] arguments, CancellationToken cancellation) =>
        RunAsync(Path.Combine(_bin, program), arguments, Environment.IsPrivilegedProcess ? UnprivilegedUser : null, cancellation);

    private static async Task RunAsync(string program, string[] arguments, string? user, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        if (user is not null)
            start.UserName = user;

        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{program} did not start.");
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} failed.\n{await output}{await errors}");
    }
}
