namespace Gateway.Domain.Calls;

/// <summary>The stable codes of <see cref="CallFailed.Reason"/> and <see cref="AttemptFailed.Reason"/>.</summary>
public static class FailureReasons
{
    /// <summary>The provider answered with an error status, or with an error as its first event.</summary>
    public const string UpstreamError = "upstream_error";

    /// <summary>No connection to the provider could be made, or it was lost before an answer began.</summary>
    public const string UpstreamUnreachable = "upstream_unreachable";

    /// <summary>The provider did not begin, or did not go on, to answer in time.</summary>
    public const string UpstreamTimeout = "upstream_timeout";

    /// <summary>The answer ended before it was whole.</summary>
    public const string UpstreamInterrupted = "upstream_interrupted";

    /// <summary>The answer was whole but not in the provider's wire format.</summary>
    public const string UpstreamMalformed = "upstream_malformed";

    /// <summary>The gateway itself failed after the call was admitted.</summary>
    public const string GatewayError = "gateway_error";

    /// <summary>The journal could not say whether the call was admitted; the client was refused and nothing was sent.</summary>
    public const string JournalUncertain = "journal_uncertain";
}
