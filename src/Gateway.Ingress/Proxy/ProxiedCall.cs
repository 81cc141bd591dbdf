using System.Diagnostics;
using Gateway.Domain.Calls;
using Gateway.Domain.Governance;
using Gateway.Domain.Keys;
using Gateway.Ingress.Journal;
using Gateway.Ingress.Providers.OpenAI;
using Gateway.Ingress.Proxy.Requests;
using Gateway.Projections.Content;

namespace Gateway.Ingress.Proxy;

/// <summary>A call on its way: what each step leaves for the next ones.</summary>
internal sealed class ProxiedCall : IDisposable
{
    /// <summary>The header that names the call on every response.</summary>
    public const string IdHeader = "x-gateway-call-id";

    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private long _receivedAt;
    private long _openedAt;
    private long _attemptStartedAt;
    private long _headersAt;
    private long _firstByteAt;

    /// <summary>Names the call and says so to the client.</summary>
    public ProxiedCall(HttpContext http, CallEndpoint endpoint, TimeProvider time)
    {
        Http = http;
        Endpoint = endpoint;
        Id = BufferedRandom.NewVersion7(time.GetUtcNow());
        http.Response.Headers[IdHeader] = Id.ToString();
    }

    public Guid Id { get; }

    public HttpContext Http { get; }

    /// <summary>What is asked for.</summary>
    public CallEndpoint Endpoint { get; }

    public VirtualKey Key { get; set; } = null!;

    public RequestBody Body { get; private set; } = null!;

    public ClientContext Client { get; private set; } = null!;

    /// <summary>When the request was whole, in microseconds: what the store can hold.</summary>
    public DateTimeOffset ReceivedAt { get; private set; }

    /// <summary>Null: the request could not be read that far.</summary>
    public ChatRequest? Request { get; set; }

    public SubjectKey Subject { get; set; } = null!;

    public Opening Opening { get; set; } = null!;

    public List<AttemptFailed>? FailedAttempts { get; private set; }

    /// <summary>The target that is tried, from 1; 0: none yet.</summary>
    public int Attempt { get; private set; }

    public RouteTarget? Target { get; private set; }

    public AnswerFacts Facts { get; private set; } = new();

    public string? UpstreamRequestId { get; set; }

    public long AnswerBytes { get; private set; }

    /// <summary>Whether its outcome has been handed to the journal.</summary>
    public bool IsSettled { get; set; }

    private ContentDigest? Digest { get; set; }

    /// <summary>The request's body is here, as far as it ever will be.</summary>
    public void Received(RequestBody body, DateTimeOffset now)
    {
        Body = body;
        Client = ClientContext.Read(Http.Request.Headers);
        ReceivedAt = new DateTimeOffset(now.Ticks - now.Ticks % TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);
        _receivedAt = Stopwatch.GetTimestamp();
    }

    /// <summary>The call may go out: its record is durable.</summary>
    public void Opened() => _openedAt = Stopwatch.GetTimestamp();

    /// <summary>The end user that the call names, the header's before the body's, as it may be stored; null: none.</summary>
    /// <param name="sanitised">Set when that is not what was sent.</param>
    public string? EndUser(ref bool sanitised)
    {
        var user = StorableText.Clean(Client.User ?? Request?.EndUser, ref sanitised);
        return string.IsNullOrEmpty(user) ? null : user;
    }

    /// <summary>Another target is tried.</summary>
    public void StartAttempt(RouteTarget target)
    {
        Attempt++;
        Target = target;
        Facts = new AnswerFacts();
        UpstreamRequestId = null;
        AnswerBytes = 0;
        Digest?.Dispose();
        Digest = null;
        _attemptStartedAt = Stopwatch.GetTimestamp();
        _headersAt = _firstByteAt = 0;
    }

    /// <summary>The target did not answer and another one will be tried.</summary>
    public void AttemptFailed(string reason, int? status, DateTimeOffset now)
    {
        var duration = Micros(_attemptStartedAt, Stopwatch.GetTimestamp());
        var startedAt = now - TimeSpan.FromMicroseconds(duration);
        (FailedAttempts ??= []).Add(
            new AttemptFailed(Attempt, Target!.Provider.Name, Target.Model, reason, status, Facts.ErrorCode, startedAt, duration));
    }

    /// <summary>The provider's headers are here.</summary>
    public void HeadersReceived() => _headersAt = Stopwatch.GetTimestamp();

    /// <summary>Some of the provider's answer is here, as it sent it.</summary>
    public void BytesReceived(ReadOnlySpan<byte> bytes)
    {
        if (_firstByteAt == 0)
            _firstByteAt = Stopwatch.GetTimestamp();
        AnswerBytes += bytes.Length;
        (Digest ??= Subject.StartDigest()).Append(bytes);
    }

    /// <summary>The digest of the answer as the provider sent it; null: it sent nothing.</summary>
    public string? AnswerDigest() => Digest?.Finish();

    /// <summary>The instant that a latency measured just now ends at: one clock for all of a call's instants.</summary>
    public DateTimeOffset InstantOf(CallLatency latency) => ReceivedAt + TimeSpan.FromMicroseconds(latency.Total - latency.Receive.GetValueOrDefault());

    /// <summary>Where the time went until now.</summary>
    public CallLatency Latency()
    {
        var now = Stopwatch.GetTimestamp();
        return new CallLatency(
            Total: Micros(_startedAt, now),
            Receive: Micros(_startedAt, _receivedAt),
            Journal: _openedAt == 0 ? null : Micros(_receivedAt, _openedAt),
            Upstream: _headersAt == 0 ? null : Micros(_attemptStartedAt, _headersAt),
            FirstToken: _firstByteAt == 0 ? null : Micros(_attemptStartedAt, _firstByteAt),
            Generation: _firstByteAt == 0 ? null : Micros(_firstByteAt, now));
    }

    /// <inheritdoc />
    public void Dispose()
    {
        Body?.Dispose();
        Digest?.Dispose();
    }

    private static long Micros(long from, long to) => (long)Stopwatch.GetElapsedTime(from, to).TotalMicroseconds;
}
