using Gateway.GraphQL.Authentication;
using Gateway.GraphQL.Errors;
using Gateway.GraphQL.Freshness;
using Gateway.Projections.Calls;
using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.GraphQL.Calls;

/// <summary>The root fields about calls.</summary>
internal static class CallFields
{
    private const int DefaultPageSize = 20;
    private const int MaxPageSize = 500;

    public static void AddTo(ObjectGraphType query)
    {
        query.Field<CallType>("call")
            .Description("One call. Null: there is none of that id that you may see.")
            .Argument<NonNullGraphType<IdGraphType>>("id", "The call's id.")
            .ResolveAsync(FindAsync);

        query.Field<NonNullGraphType<CallConnectionType>>("calls")
            .Description($"Calls, newest first. Ask for the first ones after a cursor or for the last ones before one. Default: the first {DefaultPageSize}.")
            .Argument<IntGraphType>("first", $"How many of the newest, 1 to {MaxPageSize}.")
            .Argument<StringGraphType>("after", "Only calls that come after this cursor: older ones.")
            .Argument<IntGraphType>("last", $"How many of the oldest, 1 to {MaxPageSize}.")
            .Argument<StringGraphType>("before", "Only calls that come before this cursor: newer ones.")
            .Argument<CallFilterType>("filter", "Which calls are meant. Null: all of them.")
            .ResolveAsync(async context => await PageAsync(context));
    }

    private static async Task<object?> FindAsync(IResolveFieldContext context)
    {
        if (!Guid.TryParse(context.GetArgument<string>("id"), out var id))
            return null;
        await context.RequestServices!.GetRequiredService<FreshnessReader>().BeforeCallsAsync(context.CancellationToken);
        return await context.RequestServices!.GetRequiredService<CallQueries>().FindAsync(id, context.Caller().Organizations, context.CancellationToken);
    }

    private static async Task<CallConnection> PageAsync(IResolveFieldContext context)
    {
        var request = PageOf(context);
        var filter = context.GetArgument<CallFilter?>("filter") ?? new CallFilter();
        var organizations = context.Caller().Organizations;
        await context.RequestServices!.GetRequiredService<FreshnessReader>().BeforeCallsAsync(context.CancellationToken);
        var page = await context.RequestServices!.GetRequiredService<CallQueries>().PageAsync(filter, request, organizations, context.CancellationToken);
        return new CallConnection(page, request, filter, organizations);
    }

    private static CallPageRequest PageOf(IResolveFieldContext context)
    {
        var (first, last) = (SizeOf(context, "first"), SizeOf(context, "last"));
        if (first is not null && last is not null)
            throw GatewayErrors.BadUserInput("last", "can't be asked for together with first.");
        return new CallPageRequest(first ?? last ?? DefaultPageSize, last is not null, PlaceOf(context, "after"), PlaceOf(context, "before"));
    }

    private static int? SizeOf(IResolveFieldContext context, string argument) => context.GetArgument<int?>(argument) switch
    {
        null => null,
        >= 1 and <= MaxPageSize and var size => size,
        var size => throw GatewayErrors.BadUserInput(argument, $"must be from 1 to {MaxPageSize}, but is {size}."),
    };

    private static CallPlace? PlaceOf(IResolveFieldContext context, string argument) => context.GetArgument<string?>(argument) is { } cursor
        ? context.RequestServices!.GetRequiredService<CallCursor>().Read(cursor) ?? throw GatewayErrors.BadUserInput(argument, "is no cursor of this server.")
        : null;
}
