using Gateway.GraphQL.Scalars;
using GraphQL.Types;

namespace Gateway.GraphQL.Pricing;

/// <summary>An amount of money.</summary>
internal sealed record Money(decimal Amount, string Currency = Money.Usd)
{
    /// <summary>The currency of price lists.</summary>
    public const string Usd = "USD";
}

/// <inheritdoc cref="Money"/>
internal sealed class MoneyType : ObjectGraphType<Money>
{
    public MoneyType()
    {
        Name = "Money";
        Description = "An amount of money, exact.";
        Field<NonNullGraphType<DecimalType>>("amount").Description("How much, unrounded.").Resolve(c => c.Source.Amount);
        Field<NonNullGraphType<StringGraphType>>("currency").Description("ISO 4217: \"USD\".").Resolve(c => c.Source.Currency);
    }
}
