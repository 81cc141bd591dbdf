using System.Net.Sockets;
using Npgsql;

namespace Gateway.Ingress.Journal;

/// <summary>Tells a database that is away from a statement that it refuses.</summary>
internal static class DatabaseFailure
{
    // SQLSTATE classes, PostgreSQL Appendix A: connection exception, insufficient resources, operator intervention, system error;
    // and read_only_sql_transaction, which is what a standby answers after a failover.
    private static readonly string[] AwayClasses = ["08", "53", "57", "58", "25006"];

    /// <summary>Whether the same statements may go through once the database is back.</summary>
    public static bool IsAway(Exception failure)
    {
        for (Exception? cause = failure; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case PostgresException refused:
                    return AwayClasses.Any(refused.SqlState.StartsWith);
                case NpgsqlException or SocketException or IOException or TimeoutException or OperationCanceledException:
                    return true;
            }
        }

        return false;
    }
}
