using Gateway.Domain.Governance;

namespace Gateway.Ingress.Journal;

/// <summary>What became of an outcome.</summary>
public enum SettleResult
{
    /// <summary>It is recorded as the audit mode promises.</summary>
    Recorded,

    /// <summary>It was not durable in time. It stays queued and is written when the database is back; the client must not be told that all is well.</summary>
    NotInTime,

    /// <summary>Another node has closed the call, or it was never recorded as received.</summary>
    Refused,
}

/// <summary>The only way an event of a call enters the store.</summary>
public interface IJournal
{
    /// <summary>Whether the last commit went through; false: calls are refused until the database is back.</summary>
    bool IsAvailable { get; }

    /// <summary>
    /// Journal #1: decides and records, in one transaction, whether a call may go out. Nothing may leave for an outside party before the
    /// answer.
    /// </summary>
    /// <returns>The decision that is recorded; null: nothing can be recorded now, and the call must be refused.</returns>
    ValueTask<CallDecision?> OpenAsync(Opening opening);

    /// <summary>Journal #2: records how a call ended. Never throws: what can't be written now is kept and retried.</summary>
    ValueTask<SettleResult> SettleAsync(Settlement settlement);
}
