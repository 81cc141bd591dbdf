namespace Gateway.Ingress.Hosting.EmbeddedPostgres;

/// <summary>
/// A PostgreSQL of the gateway's own, kept in <see cref="EmbeddedPostgresOptions.Home"/>. It listens on 127.0.0.1 only and keeps its data between runs.
/// It outlives a gateway that is killed; the next one on the same home takes it over. Stop it last, after everything that uses it.
/// </summary>
public sealed class EmbeddedPostgresServer : IAsyncDisposable
{
    private static readonly TimeSpan InterruptGrace = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ImmediateStopTimeout = TimeSpan.FromSeconds(15);

    private readonly Postmaster _server;
    private readonly HomeLock _homeLock;
    private readonly TimeSpan _stopTimeout;
    private readonly ILogger _logger;
    private bool _stopped;

    private EmbeddedPostgresServer(Postmaster server, PostgresDatabase database, HomeLock homeLock, TimeSpan stopTimeout, ILogger logger)
    {
        _server = server;
        _homeLock = homeLock;
        _stopTimeout = stopTimeout;
        _logger = logger;
        ConnectionString = database.ConnectionString;
    }

    /// <summary>Leads to the database <c>gateway</c> as its superuser. Holds the password: not for logs.</summary>
    public string ConnectionString { get; }

    /// <summary>The server's main process.</summary>
    public int ProcessId => _server.ProcessId;

    /// <summary>The TCP port on 127.0.0.1.</summary>
    public int Port => _server.Port;

    /// <summary>Takes the home's lock, then takes over the server that an earlier gateway left running or starts one, and sees to the database.</summary>
    /// <exception cref="EmbeddedPostgresException">It cannot be run here; the message names the fix.</exception>
    public static async Task<EmbeddedPostgresServer> StartAsync(EmbeddedPostgresOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        if (OperatingSystem.IsWindows())
            throw new EmbeddedPostgresException("The embedded PostgreSQL runs on Linux and macOS only. Set ConnectionStrings:Gateway to a database of your own.");
        var home = PostgresHome.Open(options.Home);
        var homeLock = HomeLock.Acquire(home.Root);
        Postmaster? server = null;
        try
        {
            var password = home.Password();
            server = await AdoptAsync(home, password, options, logger, cancellationToken) ?? await StartNewAsync(home, options, logger, cancellationToken);
            var database = new PostgresDatabase(server.Port, password);
            await database.EnsureExistsAsync(cancellationToken);
            return new EmbeddedPostgresServer(server, database, homeLock, options.StopTimeout, logger);
        }
        catch
        {
            using (homeLock)
            {
                if (server is not null)
                    await StopAsync(server, options.StopTimeout, logger, CancellationToken.None);
            }
            throw;
        }
    }

    /// <summary>
    /// Stops the server and lets go of the home: open transactions are rolled back, a checkpoint is written. After
    /// <see cref="EmbeddedPostgresOptions.StopTimeout"/>, or at once when cancelled, it is stopped without the checkpoint, which costs the next start a recovery but no data.
    /// </summary>
    /// <exception cref="EmbeddedPostgresException">The server does not end.</exception>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_stopped)
            return;
        _stopped = true;
        try
        {
            await StopAsync(_server, _stopTimeout, _logger, cancellationToken);
        }
        finally
        {
            _homeLock.Dispose();
        }
    }

    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None);

    private static async Task StopAsync(Postmaster server, TimeSpan timeout, ILogger logger, CancellationToken cancellationToken)
    {
        if (!server.IsRunning)
            return;
        Posix.Send(server.ProcessId, PosixSignalNumber.Interrupt);
        if (!await server.WaitForExitAsync(timeout, cancellationToken))
        {
            EmbeddedPostgresLog.StoppingAtOnce(logger, server.ProcessId);
            Posix.Send(server.ProcessId, PosixSignalNumber.Quit);
            if (!await server.WaitForExitAsync(ImmediateStopTimeout, CancellationToken.None))
                throw new EmbeddedPostgresException($"PostgreSQL (pid {server.ProcessId}) does not end. The next gateway on this Gateway:Home takes it over; or end it by hand.");
        }
        EmbeddedPostgresLog.Stopped(logger, server.ProcessId);
    }

    private static async Task<Postmaster?> AdoptAsync(PostgresHome home, string password, EmbeddedPostgresOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        if (Postmaster.Find(home.Data) is not { } server)
            return null;
        var served = await new PostgresDatabase(server.Port, password).DataDirectoryAsync(server, options.StartTimeout, cancellationToken);
        if (served is null)
            return null;
        if (!string.Equals(served, home.Data, StringComparison.Ordinal))
            throw new EmbeddedPostgresException($"The PostgreSQL on port {server.Port} serves {served}, not {home.Data}. Delete {home.Data}/postmaster.pid and start again.");
        EmbeddedPostgresLog.Adopted(logger, server.Port, server.ProcessId);
        return server;
    }

    private static async Task<Postmaster> StartNewAsync(PostgresHome home, EmbeddedPostgresOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        var binaries = await FindBinariesAsync(home, logger, cancellationToken);
        var account = await PostgresAccount.ChooseAsync(home.Root, binaries, cancellationToken);
        await PostgresDataFolder.EnsureMadeAsync(home, binaries, account, cancellationToken);
        await account.OwnAsync(home.Data, cancellationToken);
        try
        {
            var server = await LaunchAsync(home, binaries, account, options, logger, cancellationToken);
            EmbeddedPostgresLog.Started(logger, binaries.MajorVersion, account.Name, server.Port, server.ProcessId, home.Data);
            return server;
        }
        catch
        {
            // Cancelled or too slow: it may be on its way up.
            if (Postmaster.Find(home.Data) is { } leftOver)
                await StopAsync(leftOver, options.StopTimeout, logger, CancellationToken.None);
            throw;
        }
    }

    private static async Task<Postmaster> LaunchAsync(
        PostgresHome home, PostgresBinaries binaries, PostgresAccount account, EmbeddedPostgresOptions options, ILogger logger, CancellationToken cancellationToken)
    {
        const int Attempts = 10;
        for (var attempt = 1; ; attempt++)
        {
            PostgresDataFolder.Configure(home, PostgresPort.Choose(options.Port), options.Settings);
            var (server, failure) = await Postmaster.StartAsync(home, binaries, account, options.StartTimeout, cancellationToken);
            if (server is not null)
                return server;

            // A Ctrl-C reaches pg_ctl as it reaches us: what it breaks off is no failure to start.
            await Task.Delay(InterruptGrace, cancellationToken);
            if (attempt == Attempts || !MayPass(failure))
                throw new EmbeddedPostgresException($"PostgreSQL did not start in {home.Data}: {failure}\nMend that, choose another folder with Gateway:Home, or set ConnectionStrings:Gateway.");
            EmbeddedPostgresLog.StartingAgain(logger, failure);
            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
        }
    }

    private static async Task<PostgresBinaries> FindBinariesAsync(PostgresHome home, ILogger logger, CancellationToken cancellationToken)
    {
        if (await PostgresBinaries.FindAsync(home.MajorVersion, cancellationToken) is { } found)
            return found;
        EmbeddedPostgresLog.Downloading(logger, home.Root);
        return await PostgresDownload.GetAsync(home.Root, home.MajorVersion, cancellationToken);
    }

    // Somebody took the free port first; or backends of a killed server have not noticed yet that it is gone.
    private static bool MayPass(string failure) =>
        failure.Contains("could not create any TCP/IP sockets", StringComparison.Ordinal) || failure.Contains("shared memory block", StringComparison.Ordinal);
}
