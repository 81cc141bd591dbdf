using Gateway.GraphQL.Pricing;
using Gateway.GraphQL.Scalars;
using Gateway.Projections.Usage;
using GraphQL.Types;

namespace Gateway.GraphQL.Usage;

/// <summary>A report and what was asked for.</summary>
internal sealed record UsageAnswer(UsageReport Report, UsageRequest Request);

/// <inheritdoc cref="UsageAnswer"/>
internal sealed class UsageType : ObjectGraphType<UsageAnswer>
{
    public UsageType()
    {
        Name = "Usage";
        Description = "What calls used and cost: of calls that started in the range and have ended.";
        this.Add<NonNullGraphType<ListGraphType<NonNullGraphType<UsageRowType>>>, UsageAnswer>(
            "rows",
            a => a.Report.Rows.Select(row => row with { From = row.From ?? a.Request.From }),
            "By stretch, then by dimension. What nothing happened in has no row.");
        this.Add<NonNullGraphType<UsageTotalType>, UsageAnswer>("total", a => a.Report.Total, "All rows added up.");
    }
}

/// <summary>One row of a report.</summary>
internal sealed class UsageRowType : ObjectGraphType<UsageRow>
{
    public UsageRowType()
    {
        Name = "UsageRow";
        Description = "Figures of one stretch and one value of each dimension that was asked for. A dimension that was not asked for is null.";
        this.Add<NonNullGraphType<DateTimeType>, UsageRow>("from", r => r.From, "The start of the stretch; without a grain, of the range.");
        Dimension(UsageDimension.Organization, "The organization's name.");
        Dimension(UsageDimension.Team, "The team's name. Null: the calls that have none.");
        Dimension(UsageDimension.Project, "The project's name. Null: the calls that have none.");
        Dimension(UsageDimension.Key, "The virtual key's name. Null: the calls that have none.");
        Dimension(UsageDimension.Provider, "The provider's name. Null: the calls that reached none.");
        Dimension(UsageDimension.Model, "The requested model. Null: the calls that could not be read that far.");
        UsageFigureFields.AddTo(this, r => r.Figures);
    }

    private void Dimension(UsageDimension dimension, string description) =>
        this.Add<StringGraphType, UsageRow>(dimension.ToString().ToLowerInvariant(), r => r.Dimensions.GetValueOrDefault(dimension), description);
}

/// <summary>All rows added up.</summary>
internal sealed class UsageTotalType : ObjectGraphType<UsageFigures>
{
    public UsageTotalType()
    {
        Name = "UsageTotal";
        Description = "Figures of a whole report.";
        UsageFigureFields.AddTo(this, figures => figures);
    }
}

/// <summary>The figures that a row and a total have in common.</summary>
internal static class UsageFigureFields
{
    public static void AddTo<T>(ObjectGraphType<T> type, Func<T, UsageFigures> of)
    {
        Count("requests", f => f.Requests, "Calls that ended, however they did.");
        Count("denied", f => f.Denied, "Of them, those that the gateway refused.");
        Count("failed", f => f.Failed, "Of them, those that failed.");
        Count("aborted", f => f.Aborted, "Of them, those that the client left.");
        Count("abandoned", f => f.Abandoned, "Of them, those that a dead node left behind.");
        Count("inputTokens", f => f.Tokens.TotalInput, "All input tokens, what was read from or written to the provider's cache included.");
        Count("outputTokens", f => f.Tokens.TotalOutput, "All output tokens, reasoning included.");
        Count("cacheReadTokens", f => f.Tokens.CacheRead, "Of the input, what was read from the provider's cache.");
        Count("cacheWrite5mTokens", f => f.Tokens.CacheWrite5m, "Of the input, what was written to a cache that lives five minutes.");
        Count("cacheWrite1hTokens", f => f.Tokens.CacheWrite1h, "Of the input, what was written to a cache that lives one hour.");
        Count("reasoningTokens", f => f.Tokens.Reasoning, "Of the output, what was reasoning.");
        Count("audioInTokens", f => f.Tokens.AudioIn, "Of the input, what was audio.");
        Count("audioOutTokens", f => f.Tokens.AudioOut, "Of the output, what was audio.");
        type.Add<NonNullGraphType<MoneyType>, T>("cost", source => new Money(of(source).Cost), "What the priced calls cost.");
        Count("unpriced", f => f.Unpriced, "Calls that have a usage but no cost: what the cost leaves out.");
        Count("estimated", f => f.Estimated, "Calls whose usage the gateway estimated.");

        void Count(string name, Func<UsageFigures, long> figure, string description) =>
            type.Add<NonNullGraphType<LongType>, T>(name, source => figure(of(source)), description);
    }
}
