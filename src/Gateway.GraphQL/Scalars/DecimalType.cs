using System.Globalization;
using GraphQL.Types;
using GraphQLParser.AST;

namespace Gateway.GraphQL.Scalars;

/// <summary>A decimal as a JSON string: what a JSON number would round on its way.</summary>
internal sealed class DecimalType : ScalarGraphType
{
    public DecimalType()
    {
        Name = "Decimal";
        Description = "An exact decimal number as a string, without exponent and without trailing zeros: \"0.00125\".";
    }

    /// <summary>Writes a value.</summary>
    public static string Format(decimal value) => value.ToString("0.############################", CultureInfo.InvariantCulture);

    public override object? Serialize(object? value) => value is decimal number ? Format(number) : value is null ? null : ThrowSerializationError(value);

    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => ParseValue(text.Value.ToString()),
        GraphQLNullValue => null,
        _ => ThrowLiteralConversionError(value),
    };

    public override object? ParseValue(object? value) => value switch
    {
        null => null,
        string text when decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) => number,
        _ => ThrowValueConversionError(value),
    };
}
