using System.Text;
using System.Text.Json;

namespace Gateway.Domain.Governance;

/// <summary>Reads JSON (RFC 8259, no comments, no trailing commas) into <see cref="SourceNode"/>s; a name given twice in one object is an error.</summary>
internal ref struct SourceParser
{
    private readonly ReadOnlySpan<byte> _utf8;
    private readonly List<DeclarationError> _errors;
    private Utf8JsonReader _reader;

    // Tokens come in the order of the text, so lines are counted on the way.
    private int _line = 1;
    private int _lineStart;
    private int _scanned;

    private SourceParser(ReadOnlySpan<byte> utf8, List<DeclarationError> errors)
    {
        _utf8 = utf8;
        _errors = errors;
        _reader = new Utf8JsonReader(utf8);
    }

    /// <summary>The root; null: the text is not JSON, which is the one error then.</summary>
    public static SourceNode? Parse(ReadOnlySpan<byte> utf8, List<DeclarationError> errors)
    {
        var text = utf8.StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;
        var parser = new SourceParser(text, errors);
        try
        {
            parser._reader.Read();
            var root = parser.ReadValue("");
            parser._reader.Read();
            return root;
        }
        catch (JsonException exception)
        {
            return parser.Malformed(exception);
        }
        catch (InvalidOperationException)
        {
            var (line, position) = parser.Locate();
            errors.Add(new DeclarationError("", line, position, "The string is not valid Unicode. Save the file as UTF-8 and pair its surrogates."));
            return null;
        }
    }

    private readonly SourceNode? Malformed(JsonException exception)
    {
        // The exception's own text ends with its position, from 0 and in bytes; ours goes by the same numbers as every other error.
        var reason = exception.Message.Split(" LineNumber:", 2)[0];
        var line = (int)(exception.LineNumber ?? 0) + 1;
        var position = (int)(exception.BytePositionInLine ?? 0) + 1;
        _errors.Add(new DeclarationError("", line, position, $"Not JSON: {reason}"));
        return null;
    }

    private SourceNode ReadValue(string path)
    {
        var (line, position) = Locate();
        switch (_reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return new SourceNode(JsonValueKind.Object, path, line, position) { Members = ReadMembers(path) };
            case JsonTokenType.StartArray:
                return new SourceNode(JsonValueKind.Array, path, line, position) { Items = ReadItems(path) };
            case JsonTokenType.String:
                return new SourceNode(JsonValueKind.String, path, line, position) { Text = _reader.GetString()! };
            case JsonTokenType.Number:
                return new SourceNode(JsonValueKind.Number, path, line, position);
            case JsonTokenType.True or JsonTokenType.False:
                return new SourceNode(JsonValueKind.True, path, line, position);
            default:
                return new SourceNode(JsonValueKind.Null, path, line, position);
        }
    }

    private Dictionary<string, SourceMember> ReadMembers(string path)
    {
        var members = new Dictionary<string, SourceMember>(StringComparer.Ordinal);
        while (_reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            var (line, position) = Locate();
            var name = _reader.GetString()!;
            var memberPath = path.Length == 0 ? name : $"{path}.{name}";
            _reader.Read();
            if (!members.TryAdd(name, new SourceMember(ReadValue(memberPath), line, position)))
                _errors.Add(new DeclarationError(memberPath, line, position, "The member is given twice. Keep one."));
        }

        return members;
    }

    private List<SourceNode> ReadItems(string path)
    {
        var items = new List<SourceNode>();
        while (_reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
            items.Add(ReadValue($"{path}[{items.Count}]"));
        return items;
    }

    private (int Line, int Position) Locate()
    {
        var offset = (int)_reader.TokenStartIndex;
        for (; _scanned < offset; _scanned++)
        {
            if (_utf8[_scanned] != '\n')
                continue;
            _line++;
            _lineStart = _scanned + 1;
        }

        return (_line, Encoding.UTF8.GetCharCount(_utf8[_lineStart..offset]) + 1);
    }
}
