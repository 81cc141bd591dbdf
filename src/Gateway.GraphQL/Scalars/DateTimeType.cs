using System.Globalization;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Gateway.GraphQL.Scalars;

/// <summary>An instant after RFC 3339.</summary>
internal sealed class DateTimeType : ScalarGraphType
{
    // PostgreSQL and .NET both go up to 9999; a year less leaves room for arithmetic on the instant.
    private const int LastYear = 9998;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mm:ssK",
    ];

    public DateTimeType()
    {
        Name = "DateTime";
        Description = "An instant after RFC 3339. Answers are UTC with microseconds: \"2026-01-31T09:30:00.000000Z\"; input may have any offset.";
    }

    /// <summary>Writes an instant.</summary>
    public static string Format(DateTimeOffset instant) => instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    public override object? Serialize(object? value) => value is DateTimeOffset instant ? Format(instant) : value is null ? null : ThrowSerializationError(value);

    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => ParseValue(text.Value.ToString()),
        GraphQLNullValue => null,
        _ => ThrowLiteralConversionError(value),
    };

    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        DateTimeOffset instant => instant,
        string text when Parse(text) is { } instant => instant,
        _ => ThrowValueConversionError(value),
    };

    // An instant without an offset is no instant: "K" would take it for the server's own.
    private static DateTimeOffset? Parse(string text)
    {
        var hasOffset = text is [.., 'Z' or 'z'] || (text.Length > 6 && text[^6] is '+' or '-' && text[^3] == ':');
        return hasOffset
            && DateTimeOffset.TryParseExact(text.ToUpperInvariant(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out var instant)
            && instant.Year <= LastYear
                ? instant
                : null;
    }
}
