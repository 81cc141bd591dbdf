namespace Gateway.EndToEndTests.Load;

/// <summary>A request and what its client saw of the answer.</summary>
/// <param name="Marker">Unique; the provider sees it in the body, the store keeps it as the session.</param>
/// <param name="Model">What was asked for.</param>
/// <param name="Stream">Whether a stream was asked for.</param>
/// <param name="Status">The HTTP status; 0: there was no answer.</param>
/// <param name="CallId">What the gateway called it; null: it did not say.</param>
/// <param name="IsWhole">Whether the answer's end was seen: the whole body, and of a stream <c>[DONE]</c>.</param>
/// <param name="Body">As far as it was received.</param>
internal sealed record SentCall(string Marker, string Model, bool Stream, int Status, Guid? CallId, bool IsWhole, string Body)
{
    /// <summary>Whether the client was told that all is well.</summary>
    public bool IsAnswered => Status == 200 && IsWhole;
}
