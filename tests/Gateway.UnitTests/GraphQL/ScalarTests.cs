using System.Globalization;
using Gateway.GraphQL.Scalars;

namespace Gateway.UnitTests.GraphQL;

public sealed class ScalarTests
{
    [Theory]
    [InlineData("0.0012300", "0.00123")]
    [InlineData("0.0000000000000000000000000001", "0.0000000000000000000000000001")]
    [InlineData("100.00", "100")]
    [InlineData("-0.5", "-0.5")]
    [InlineData("79228162514264337593543950335", "79228162514264337593543950335")]
    [InlineData("0.000", "0")]
    public void a_decimal_has_neither_exponent_nor_trailing_zeros(string value, string written) =>
        Assert.Equal(written, DecimalType.Format(decimal.Parse(value, CultureInfo.InvariantCulture)));

    [Theory]
    [InlineData("2026-11-24T10:30:00.1234567+01:00", "2026-11-24T09:30:00.123456Z")]
    [InlineData("2026-11-24T09:30:00Z", "2026-11-24T09:30:00.000000Z")]
    [InlineData("2026-11-24t09:30:00.5z", "2026-11-24T09:30:00.500000Z")]
    public void an_instant_may_have_any_offset_and_is_written_in_utc(string input, string written) =>
        Assert.Equal(written, new DateTimeType().Serialize(new DateTimeType().ParseValue(input)));

    [Theory]
    [InlineData("2026-11-24")]
    [InlineData("2026-11-24T09:30:00")]
    [InlineData("2026-02-30T09:30:00Z")]
    [InlineData("9999-12-31T23:59:59Z")]
    [InlineData("yesterday")]
    public void what_names_no_instant_is_refused(string input) => Assert.ThrowsAny<Exception>(() => new DateTimeType().ParseValue(input));
}
