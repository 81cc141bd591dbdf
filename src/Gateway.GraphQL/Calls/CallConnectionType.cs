using Gateway.GraphQL.Scalars;
using Gateway.Projections.Calls;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.GraphQL.Calls;

/// <summary>A page of calls, and what it is a page of.</summary>
internal sealed record CallConnection(CallPage Page, CallPageRequest Request, CallFilter Filter, IReadOnlyCollection<string>? Organizations);

/// <inheritdoc cref="CallConnection"/>
internal sealed class CallConnectionType : ObjectGraphType<CallConnection>
{
    public CallConnectionType()
    {
        Name = "CallConnection";
        Description = "A page of calls, newest first: by start, then by id.";
        this.Add<NonNullGraphType<ListGraphType<NonNullGraphType<CallEdgeType>>>, CallConnection>("edges", c => c.Page.Calls, "The calls with their cursors.");
        this.Add<NonNullGraphType<ListGraphType<NonNullGraphType<CallType>>>, CallConnection>("nodes", c => c.Page.Calls, "The calls.");
        this.Add<NonNullGraphType<PageInfoType>, CallConnection>("pageInfo", c => c, "Where the page stands.");
        Field<NonNullGraphType<LongType>>("totalCount")
            .Description("How many calls the filter means, over all pages. Counted only when asked for: it reads all of them.")
            .ResolveAsync(async c => await c.RequestServices!.GetRequiredService<CallQueries>()
                .CountAsync(c.Source.Filter, c.Source.Organizations, c.CancellationToken));
    }
}

/// <summary>A call and its cursor.</summary>
internal sealed class CallEdgeType : ObjectGraphType<CallRecord>
{
    public CallEdgeType()
    {
        Name = "CallEdge";
        Description = "A call with its place in the order.";
        Field<NonNullGraphType<StringGraphType>>("cursor")
            .Description("Opaque; for the arguments after and before.")
            .Resolve(c => c.RequestServices!.GetRequiredService<CallCursor>().Write(c.Source));
        this.Add<NonNullGraphType<CallType>, CallRecord>("node", c => c, "The call.");
    }
}

/// <summary>Where a page stands.</summary>
internal sealed class PageInfoType : ObjectGraphType<CallConnection>
{
    public PageInfoType()
    {
        Name = "PageInfo";
        Description = "Where a page stands. Towards where the page came from, a cursor's being there is taken to mean that there is more.";
        this.Add<NonNullGraphType<BooleanGraphType>, CallConnection>(
            "hasNextPage", c => c.Request.Backward ? c.Request.Before is not null : c.Page.HasMore, "Whether there are older calls.");
        this.Add<NonNullGraphType<BooleanGraphType>, CallConnection>(
            "hasPreviousPage", c => c.Request.Backward ? c.Page.HasMore : c.Request.After is not null, "Whether there are newer calls.");
        Cursor("startCursor", "The first call's cursor. Null: the page is empty.", calls => calls is [var first, ..] ? first : null);
        Cursor("endCursor", "The last call's cursor. Null: the page is empty.", calls => calls is [.., var last] ? last : null);
    }

    private void Cursor(string name, string description, Func<IReadOnlyList<CallRecord>, CallRecord?> pick) =>
        Field<StringGraphType>(name).Description(description).Resolve(c =>
            pick(c.Source.Page.Calls) is { } call ? c.RequestServices!.GetRequiredService<CallCursor>().Write(call) : null);
}
