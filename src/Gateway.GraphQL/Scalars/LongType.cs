using GraphQL.Types;

namespace Gateway.GraphQL.Scalars;

/// <summary>Sums of counts outgrow GraphQL's Int.</summary>
internal sealed class LongType : LongGraphType
{
    public LongType()
    {
        Name = "Long";
        Description = "A whole number of up to 64 bits as a JSON number. Above 2^53 - 1, read it with a parser that keeps whole numbers exact.";
    }
}
