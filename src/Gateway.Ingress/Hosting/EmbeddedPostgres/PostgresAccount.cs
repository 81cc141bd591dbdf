using System.Diagnostics;

namespace Gateway.Ingress.Hosting.EmbeddedPostgres;

/// <summary>
/// Who PostgreSQL runs as. It refuses root; a gateway run by root therefore starts it as another user, or in a user namespace
/// in which root has a harmless number. What decides is a try: can that account enter the home and run the programs?
/// </summary>
internal sealed class PostgresAccount
{
    private readonly string? _userName;
    private readonly string[] _wrapper;

    private PostgresAccount(string name, string? userName, string[] wrapper, string? owner)
    {
        Name = name;
        Owner = owner;
        _userName = userName;
        _wrapper = wrapper;
    }

    /// <summary>For logs and errors.</summary>
    public string Name { get; }

    /// <summary>The user that the data has to belong to; null where it belongs to this process' user anyway.</summary>
    public string? Owner { get; }

    /// <exception cref="EmbeddedPostgresException">No account reaches both the home and the programs.</exception>
    public static async Task<PostgresAccount> ChooseAsync(string home, PostgresBinaries binaries, CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess)
            return new PostgresAccount("this user", userName: null, wrapper: [], owner: null);
        var refusals = new List<string>();
        foreach (var account in ForRoot())
        {
            var trial = await ToolRun.RunAsync(account.Command("/bin/sh", "-c", "cd \"$1\" && \"$2\" --version", "sh", home, binaries.Program("postgres")), cancellationToken);
            if (trial.Succeeded)
                return account;
            refusals.Add($"{account.Name}: {trial.Output}");
        }
        throw new EmbeddedPostgresException(
            $"PostgreSQL refuses to run as root, and no other account reaches both {home} and {binaries.Folder} ({string.Join("; ", refusals)}). "
            + "Run the gateway as an ordinary user, choose a folder that others may enter with Gateway:Home, or set ConnectionStrings:Gateway to a database of your own.");
    }

    /// <summary>A command that runs as this account.</summary>
    public ProcessStartInfo Command(string program, params string[] arguments)
    {
        string[] line = [.. _wrapper, program, .. arguments];
        var start = new ProcessStartInfo(line[0], line[1..]);
        if (_userName is not null)
            start.UserName = _userName;
        return start;
    }

    /// <summary>Hands a folder and all that is in it to this account; the data may have been made under another one.</summary>
    public async Task OwnAsync(string folder, CancellationToken cancellationToken)
    {
        if (Owner is null)
            return;
        var run = await ToolRun.RunAsync(new ProcessStartInfo("chown", ["-R", "-h", Owner, folder]), cancellationToken);
        if (!run.Succeeded)
            throw new EmbeddedPostgresException($"{folder} cannot be given to the user {Owner}: {run.Output} Choose another folder with Gateway:Home.");
    }

    private static IEnumerable<PostgresAccount> ForRoot()
    {
        yield return new PostgresAccount("user postgres", "postgres", [], "postgres");
        yield return new PostgresAccount("user nobody", "nobody", [], "nobody");
        if (OperatingSystem.IsLinux())
            yield return new PostgresAccount("root in a user namespace", userName: null, ["unshare", "--user", "--map-user=65534", "--map-group=65534", "--"], "root");
    }
}
