using Gateway.Ingress.Journal;
using Gateway.Projections.Freshness;
using Npgsql;

namespace Gateway.Ingress.Hosting;

/// <summary>Whether the process can do its work: calls can be recorded, and the read models follow.</summary>
internal static class Readiness
{
    // A projection that stopped on an event that it can't apply falls behind and stays there: nothing is skipped.
    private static readonly TimeSpan MaxLag = TimeSpan.FromSeconds(30);

    // Who asks gives up after a second or so, and would not hear why. A server that is frozen does not hear of a cancellation either.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>200 with one line, or 503 with what is wrong.</summary>
    public static async Task<IResult> CheckAsync(IJournal journal, FreshnessQueries freshness, CancellationToken cancellation)
    {
        if (!journal.IsAvailable)
            return NotReady("journal: the database is away; calls are refused");

        try
        {
            var now = await freshness.OfCallsAsync(cancellation).WaitAsync(Patience, cancellation);
            return now.LagMs > MaxLag.TotalMilliseconds
                ? NotReady($"projections: {now.LagMs / 1000} s behind; a projection may have stopped on an event that it can't apply")
                : Results.Text("ready\n");
        }
        catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
        {
            return NotReady("database: it does not answer");
        }
    }

    private static IResult NotReady(string what) => Results.Text(what + "\n", statusCode: StatusCodes.Status503ServiceUnavailable);
}
