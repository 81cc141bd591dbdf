using Npgsql;

namespace Gateway.Ingress.Journal;

/// <summary>Whether the database keeps what it has confirmed: what the audit mode promises is the server's to hold.</summary>
internal static class Durability
{
    private const string SettingsSql = "select current_setting('fsync') = 'on', current_setting('synchronous_commit') <> 'off'";

    /// <summary>Why the database can't hold what a mode promises, and the fix; null: it can.</summary>
    public static async Task<string?> RefusalAsync(NpgsqlDataSource dataSource, AuditMode mode, CancellationToken cancellation)
    {
        await using var command = dataSource.CreateCommand(SettingsSql);
        await using var settings = await command.ExecuteReaderAsync(cancellation);
        await settings.ReadAsync(cancellation);
        var (syncs, waits) = (settings.GetBoolean(0), settings.GetBoolean(1));
        if (!syncs)
            return "ConnectionStrings:Gateway: the database server runs with fsync off and may lose what it confirmed; turn it on.";
        return waits || mode == AuditMode.Buffered
            ? null
            : "Gateway:Audit:Mode: Strict waits for the disk, but for this database or role synchronous_commit is off; turn it on, or choose Buffered.";
    }
}
