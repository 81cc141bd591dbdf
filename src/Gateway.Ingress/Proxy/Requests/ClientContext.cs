using System.Diagnostics;

namespace Gateway.Ingress.Proxy.Requests;

/// <summary>What a client says of a call in headers: who, for what, in which trace. None of it goes upstream.</summary>
internal sealed class ClientContext
{
    /// <summary>The prefix of every header of ours.</summary>
    public const string HeaderPrefix = "x-gateway-";

    private const int MaxTags = 32;

    private bool _sanitised;

    private ClientContext()
    {
    }

    /// <summary>W3C trace id, 32 hex digits.</summary>
    public string? TraceId { get; private init; }

    /// <summary>W3C id of the client's span, 16 hex digits.</summary>
    public string? ParentSpanId { get; private init; }

    /// <summary>The session.</summary>
    public string? Session { get; private set; }

    /// <summary>The agent.</summary>
    public string? Agent { get; private set; }

    /// <summary>The end user.</summary>
    public string? User { get; private set; }

    /// <summary>The data classification.</summary>
    public string? Classification { get; private set; }

    /// <summary>The call that led to this one.</summary>
    public Guid? ParentCall { get; private init; }

    /// <summary>The tags; null: none.</summary>
    public Dictionary<string, string>? Tags { get; private set; }

    /// <summary>Whether something was cut, stripped or left out.</summary>
    public bool Sanitised => _sanitised;

    /// <summary>Reads the headers. What can't be read is left out and marks the context as sanitised.</summary>
    public static ClientContext Read(IHeaderDictionary headers)
    {
        var (traceParent, parentCall) = (headers.TraceParent.ToString(), headers["x-gateway-parent-call"].ToString());
        var hasTrace = ActivityContext.TryParse(traceParent, traceState: null, out var trace);
        var hasParent = Guid.TryParse(parentCall, out var parent);
        var context = new ClientContext
        {
            TraceId = hasTrace ? trace.TraceId.ToHexString() : null,
            ParentSpanId = hasTrace ? trace.SpanId.ToHexString() : null,
            ParentCall = hasParent ? parent : null,
            _sanitised = (!hasTrace && traceParent.Length > 0) || (!hasParent && parentCall.Length > 0),
        };
        context.Session = context.Text(headers, "x-gateway-session");
        context.Agent = context.Text(headers, "x-gateway-agent");
        context.User = context.Text(headers, "x-gateway-user");
        context.Classification = context.Text(headers, "x-gateway-classification");
        context.ReadTags(headers["x-gateway-tags"].ToString());
        return context;
    }

    private string? Text(IHeaderDictionary headers, string name)
    {
        var value = StorableText.Clean(headers[name].ToString(), ref _sanitised);
        return string.IsNullOrEmpty(value) ? null : value;
    }

    // k=v,k=v with percent-encoded values; of a repeated name the last one counts.
    private void ReadTags(string header)
    {
        if (header.Length == 0)
            return;

        foreach (var pair in header.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? string.Empty : StorableText.CleanTag(pair[..equals].TrimEnd(), ref _sanitised);
            if (name.Length == 0 || Tags?.Count == MaxTags)
            {
                _sanitised = true;
                continue;
            }

            Tags ??= [];
            var value = StorableText.CleanTag(Uri.UnescapeDataString(pair[(equals + 1)..].TrimStart()), ref _sanitised);
            _sanitised |= Tags.ContainsKey(name);
            Tags[name] = value;
        }
    }
}
