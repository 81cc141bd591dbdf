using Gateway.GraphQL.Freshness;
using Gateway.GraphQL.Scalars;
using Gateway.Projections.Calls;
using GraphQL.Types;

namespace Gateway.GraphQL.Calls;

/// <summary>An event of a call.</summary>
internal sealed class CallEventType : ObjectGraphType<StoredCallEvent>
{
    public CallEventType()
    {
        Name = "CallEvent";
        Description = "One event of a call, as the store holds it.";
        this.Add<NonNullGraphType<IntGraphType>, StoredCallEvent>("sequence", e => e.Sequence, "Its number within the call, from 1.");
        this.Add<NonNullGraphType<StringGraphType>, StoredCallEvent>(
            "position", e => StorePosition.Format(e.Position), "Its place in the store: opaque, and in store order when compared as text.");
        this.Add<NonNullGraphType<StringGraphType>, StoredCallEvent>("type", e => e.Type, "Its stored name: \"call_received\".");
        this.Add<NonNullGraphType<DateTimeType>, StoredCallEvent>("at", e => e.At, "When it was recorded, by the database's clock.");
        this.Add<NonNullGraphType<JsonType>, StoredCallEvent>("data", e => e.Data, "The stored object.");
    }
}
