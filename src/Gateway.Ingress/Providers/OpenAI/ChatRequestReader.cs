using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Gateway.Domain;

namespace Gateway.Ingress.Providers.OpenAI;

/// <summary>Reads a <see cref="ChatRequest"/>; the whole body is checked to be one JSON object. Of a repeated member the last one counts,
/// save the model, which must not be repeated.</summary>
internal ref struct ChatRequestReader
{
    private const int MaxDepth = 128;

    private static readonly byte[] IncludeUsageMember = "\"stream_options\":{\"include_usage\":true},"u8.ToArray();
    private static readonly byte[] IncludeUsageObject = "{\"include_usage\":true}"u8.ToArray();
    private static readonly byte[] IncludeUsage = "\"include_usage\":true"u8.ToArray();
    private static readonly byte[] True = "true"u8.ToArray();

    // Parsers differ in which of two they take: a provider could run another model than the one that was decided about.
    private static readonly Rejection AmbiguousModel = new("ambiguous_model", "The request must name its model once, as 'model'.");

    private readonly ReadOnlySpan<byte> _body;
    private Utf8JsonReader _json;
    private int _start;
    private string? _model;
    private Range _modelToken;
    private bool _stream;
    private bool _asksForUsage;
    private string? _user;
    private string? _safetyIdentifier;
    private Splice? _inOptions;

    private ChatRequestReader(ReadOnlySpan<byte> body)
    {
        _body = body;
        _json = new Utf8JsonReader(body, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    /// <summary>Reads a request.</summary>
    /// <param name="body">UTF-8.</param>
    /// <param name="rejection">Why it can't be read; null: it was.</param>
    public static ChatRequest? Read(ReadOnlySpan<byte> body, out Rejection? rejection)
    {
        // The JSON reader looks only into the strings that it is asked for.
        if (!Utf8.IsValid(body))
        {
            rejection = new Rejection("malformed_json", "The request body is not valid UTF-8.");
            return null;
        }

        try
        {
            var reader = new ChatRequestReader(body);
            rejection = reader.ReadMembers();
            return rejection is null ? reader.ToRequest() : null;
        }
        catch (JsonException malformed)
        {
            rejection = new Rejection(
                "malformed_json",
                $"The request body is not valid JSON (line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1} of the line).");
            return null;
        }
        catch (InvalidOperationException)
        {
            // The reader's word for a string that is not valid UTF-8, or that holds half a surrogate pair.
            rejection = new Rejection("malformed_json", "The request body holds a string that is not valid Unicode.");
            return null;
        }
    }

    private Rejection? ReadMembers()
    {
        if (!_json.Read() || _json.TokenType != JsonTokenType.StartObject)
            return new Rejection("malformed_json", "The request body must be a JSON object.");

        _start = (int)_json.BytesConsumed;
        while (_json.Read() && _json.TokenType == JsonTokenType.PropertyName)
        {
            if (ReadMember() is { } rejection)
                return rejection;
        }

        // Nothing but white space may follow: the reader throws on anything else.
        _json.Read();
        return string.IsNullOrEmpty(_model) ? new Rejection("missing_model", "The request must name a model.") : null;
    }

    private Rejection? ReadMember()
    {
        if (_json.ValueTextEquals("model"u8))
            return ReadModel();
        if (_json.ValueTextEquals("stream"u8))
            return ReadStream();
        if (_json.ValueTextEquals("stream_options"u8))
            return ReadStreamOptions();

        if (_json.ValueTextEquals("user"u8))
            _user = ReadStringOrSkip();
        else if (_json.ValueTextEquals("safety_identifier"u8))
            _safetyIdentifier = ReadStringOrSkip();
        else if (IsModelInOtherLetters())
            return AmbiguousModel;
        else
            _json.Skip();
        return null;
    }

    // Some servers read names without regard to case (Go's encoding/json does).
    private readonly bool IsModelInOtherLetters() =>
        _json.ValueIsEscaped ? "model".Equals(_json.GetString(), StringComparison.OrdinalIgnoreCase) : Ascii.EqualsIgnoreCase(_json.ValueSpan, "model"u8);

    private Rejection? ReadModel()
    {
        _json.Read();
        if (_json.TokenType != JsonTokenType.String)
            return new Rejection("invalid_model", "'model' must be a string.");
        if (_model is not null)
            return AmbiguousModel;

        _model = _json.GetString();
        _modelToken = (int)_json.TokenStartIndex..(int)_json.BytesConsumed;
        return null;
    }

    private Rejection? ReadStream()
    {
        _json.Read();
        if (_json.TokenType is not (JsonTokenType.True or JsonTokenType.False or JsonTokenType.Null))
            return new Rejection("invalid_stream", "'stream' must be true or false.");

        _stream = _json.TokenType == JsonTokenType.True;
        return null;
    }

    private Rejection? ReadStreamOptions()
    {
        _json.Read();
        _asksForUsage = false;
        if (_json.TokenType == JsonTokenType.Null)
        {
            _inOptions = new Splice((int)_json.TokenStartIndex, 4, IncludeUsageObject);
            return null;
        }

        if (_json.TokenType != JsonTokenType.StartObject)
            return new Rejection("invalid_stream_options", "'stream_options' must be an object.");

        var inside = (int)_json.BytesConsumed;
        var members = 0;
        _inOptions = null;
        for (; _json.Read() && _json.TokenType == JsonTokenType.PropertyName; members++)
        {
            var isIncludeUsage = _json.ValueTextEquals("include_usage"u8);
            _json.Skip();
            if (!isIncludeUsage)
                continue;

            _asksForUsage = _json.TokenType == JsonTokenType.True;
            var start = (int)_json.TokenStartIndex;
            _inOptions = _asksForUsage || _json.TokenType is not (JsonTokenType.False or JsonTokenType.Null)
                ? null
                : new Splice(start, (int)_json.BytesConsumed - start, True);
            if (!_asksForUsage && _inOptions is null)
                return new Rejection("invalid_stream_options", "'stream_options.include_usage' must be true or false.");
        }

        if (!_asksForUsage)
            _inOptions ??= new Splice(inside, 0, members == 0 ? IncludeUsage : [.. IncludeUsage, (byte)',']);
        return null;
    }

    // An empty name is none.
    private string? ReadStringOrSkip()
    {
        _json.Read();
        if (_json.TokenType == JsonTokenType.String)
            return _json.ValueSpan.IsEmpty ? null : _json.GetString();

        _json.Skip();
        return null;
    }

    private readonly ChatRequest ToRequest() => new()
    {
        Model = _model!,
        ModelToken = _modelToken,
        Stream = _stream,
        AsksForUsage = _asksForUsage,
        EndUser = _safetyIdentifier ?? _user,
        UsageInjection = _stream && !_asksForUsage ? _inOptions ?? new Splice(_start, 0, IncludeUsageMember) : null,
    };
}
