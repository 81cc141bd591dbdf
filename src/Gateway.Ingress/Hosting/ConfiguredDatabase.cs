using System.Net.Sockets;
using Gateway.Ingress.Hosting.Settings;
using Npgsql;

namespace Gateway.Ingress.Hosting;

/// <summary>The database that <c>ConnectionStrings:Gateway</c> leads to.</summary>
internal static class ConfiguredDatabase
{
    /// <summary>Makes sure that it answers.</summary>
    /// <exception cref="SettingsException">It does not; the message says why, without the password.</exception>
    public static async Task EnsureReachableAsync(string connectionString, CancellationToken cancellation)
    {
        var once = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false };
        try
        {
            await using var connection = new NpgsqlConnection(once.ConnectionString);
            await connection.OpenAsync(cancellation);
        }
        catch (Exception failure) when (failure is NpgsqlException or SocketException or TimeoutException)
        {
            throw new SettingsException([$"ConnectionStrings:Gateway: {Reason(failure, once)}"]);
        }
    }

    private static string Reason(Exception failure, NpgsqlConnectionStringBuilder database) => failure switch
    {
        PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } refused =>
            $"{refused.MessageText}; mend Username or Password.",
        PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } missing => $"{missing.MessageText}; make it (createdb), or mend Database.",
        PostgresException other => $"the database on {database.Host} refuses the connection: {other.MessageText} ({other.SqlState}).",
        _ => $"the database on {database.Host}, port {database.Port}, can't be reached: {(failure.InnerException ?? failure).Message}; start it, or mend Host and Port.",
    };
}
