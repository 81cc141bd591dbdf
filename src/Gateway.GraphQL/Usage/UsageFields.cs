using Gateway.GraphQL.Authentication;
using Gateway.GraphQL.Errors;
using Gateway.GraphQL.Freshness;
using Gateway.GraphQL.Scalars;
using Gateway.Projections.Usage;
using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace Gateway.GraphQL.Usage;

/// <summary>The root fields about usage.</summary>
internal static class UsageFields
{
    public static void AddTo(ObjectGraphType query) =>
        query.Field<NonNullGraphType<UsageType>>("usage")
            .Description("What calls used and cost, by what you tell apart.")
            .Argument<NonNullGraphType<DateTimeType>>("from", "Calls that started at this instant or later.")
            .Argument<NonNullGraphType<DateTimeType>>("to", "Calls that started before this instant.")
            .Argument<NonNullGraphType<ListGraphType<NonNullGraphType<UsageDimensionType>>>>("groupBy", "What to tell apart. An empty list: nothing.")
            .Argument<GrainType>("grain", "By which stretches. Null: the whole range is one.")
            .ResolveAsync(async context => await ReportAsync(context));

    private static async Task<UsageAnswer> ReportAsync(IResolveFieldContext context)
    {
        var request = new UsageRequest(
            context.GetArgument<DateTimeOffset>("from"),
            context.GetArgument<DateTimeOffset>("to"),
            context.GetArgument<List<UsageDimension>>("groupBy"),
            context.GetArgument<UsageGrain?>("grain"));
        if (request.To < request.From)
            throw GatewayErrors.BadUserInput("to", "must not be before from.");

        await context.RequestServices!.GetRequiredService<FreshnessReader>().BeforeCallsAsync(context.CancellationToken);
        var report = await context.RequestServices!.GetRequiredService<UsageQueries>()
            .ReportAsync(request, context.Caller().Organizations, context.CancellationToken);
        return report is null
            ? throw GatewayErrors.BadUserInput("groupBy", $"makes more than {UsageQueries.MaxRows} rows; narrow the range or tell less apart.")
            : new UsageAnswer(report, request);
    }
}
