namespace Gateway.Domain.Calls;

/// <summary>What is known of a call when it arrives: the part that the two events share that can stand first in a call's stream.</summary>
public record CallOpening
{
    /// <summary>The node that took the call (its configured name).</summary>
    public required string Node { get; init; }

    /// <summary>The process that took the call: a new id at every start of a node. Its lease tells whether it still lives.</summary>
    public required Guid Boot { get; init; }

    /// <summary>When the request's last byte had been read, by the node's clock, in microseconds.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Who acts: <c>virtual_key</c>, <c>person</c> or <c>service</c>.</summary>
    public required string PrincipalKind { get; init; }

    /// <summary>The principal's stable id: the virtual key's stream id.</summary>
    public required Guid PrincipalId { get; init; }

    /// <summary>The virtual key's name; absent: the principal is not a key.</summary>
    public string? Key { get; init; }

    /// <summary>The organization's name.</summary>
    public required string Organization { get; init; }

    /// <summary>The team's name; absent: the key belongs to the whole organization.</summary>
    public string? Team { get; init; }

    /// <summary>The project's name; absent: the key belongs to the whole team or organization.</summary>
    public string? Project { get; init; }

    /// <summary>The client's tags that are not personal; absent: none.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    /// <summary>W3C trace id, 32 hex digits; absent: the client sent no valid <c>traceparent</c>.</summary>
    public string? TraceId { get; init; }

    /// <summary>W3C id of the client's span, 16 hex digits.</summary>
    public string? ParentSpanId { get; init; }

    /// <summary>The session that the client named.</summary>
    public string? Session { get; init; }

    /// <summary>The agent that the client named.</summary>
    public string? Agent { get; init; }

    /// <summary>The call that led to this one, as the client named it.</summary>
    public Guid? ParentCall { get; init; }

    /// <summary>The data classification that the client claimed.</summary>
    public string? Classification { get; init; }

    /// <summary>What was asked for, in OpenTelemetry's words: <c>chat</c>, <c>embeddings</c> …</summary>
    public required string Endpoint { get; init; }

    /// <summary>The client's wire format: <c>openai.chat</c> …</summary>
    public required string WireFormat { get; init; }

    /// <summary>The model that the client asked for; absent: the request could not be read that far.</summary>
    public string? RequestedModel { get; init; }

    /// <summary>Whether the client asked for a stream.</summary>
    public bool Stream { get; init; }

    /// <summary>The governance version that the decision was made against.</summary>
    public required long PolicyVersion { get; init; }

    /// <summary>HMAC-SHA-256 of the request body under the subject's key, base64; absent: the body was never read whole.</summary>
    public string? RequestDigest { get; init; }

    /// <summary>Size of the request body in bytes, as far as it was read.</summary>
    public required long RequestBytes { get; init; }

    /// <summary>The data subject under whose key <see cref="Personal"/> and the digests stand.</summary>
    public required Guid Subject { get; init; }

    /// <summary>Ciphertext of <see cref="Content.PersonalValues"/> under the subject's key, base64.</summary>
    public string? Personal { get; init; }

    /// <summary>True: a client's string was cut or stripped of what the store refuses; absent: all stand as sent.</summary>
    public bool? Sanitised { get; init; }
}
