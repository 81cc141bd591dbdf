using Gateway.GraphQL.Calls;
using Gateway.GraphQL.Usage;
using GraphQL.Types;

namespace Gateway.GraphQL;

/// <summary>The schema: every noun adds its own root fields.</summary>
internal sealed class GatewaySchema : Schema
{
    public GatewaySchema(IServiceProvider services)
        : base(services)
    {
        Description = "What went through the gateway. Every answer that reads a view says in extensions.freshness which event it goes up to.";
        var query = new ObjectGraphType { Name = "Query", Description = "What can be asked." };
        CallFields.AddTo(query);
        UsageFields.AddTo(query);
        Query = query;
    }
}
