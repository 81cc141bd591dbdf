using Gateway.Projections.Store;
using Weasel.Postgresql.Tables;

namespace Gateway.Projections.Usage;

/// <summary>Ended calls, added up by hour of their start and by everything that cost is attributed to.</summary>
internal sealed class UsageHourlyTable : Table
{
    public const string QualifiedName = GatewayStore.Schema + ".usage_hourly";

    /// <summary>What makes a row; any but the first two can be absent, and absent is a value of its own.</summary>
    public static readonly IReadOnlyList<string> Key = ["organization", "hour", "team", "project", "key", "provider", "model"];

    public UsageHourlyTable()
        : base(QualifiedName)
    {
        AddColumn("organization", "text").NotNull();
        AddColumn("hour", "timestamp with time zone").NotNull();
        foreach (var dimension in Key.Skip(2))
            AddColumn(dimension, "text");
        foreach (var measure in UsageMeasure.All)
            AddColumn(measure.Name, measure.SqlType).NotNull();

        Indexes.Add(new IndexDefinition("usage_hourly_key") { IsUnique = true, NullsNotDistinct = true, Columns = [.. Key] });
    }
}
