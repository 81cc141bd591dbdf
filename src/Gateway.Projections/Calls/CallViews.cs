using Gateway.Projections.Usage;
using JasperFx.Events.Projections;
using Marten;

namespace Gateway.Projections.Calls;

/// <summary>Registers the views of calls with the event store.</summary>
public static class CallViews
{
    /// <summary>The projection's name: what a rebuild and a health check call it.</summary>
    public const string ProjectionName = "calls";

    /// <summary>The name under which the store keeps the projection's progress.</summary>
    public const string ShardName = ProjectionName + ":All";

    internal static void Register(StoreOptions options)
    {
        options.Storage.ExtendedSchemaObjects.Add(new CallRecordTable());
        options.Storage.ExtendedSchemaObjects.Add(new UsageHourlyTable());

        // Archived calls happened too: without them a rebuild would forget what they cost.
        var views = new WholePageProjection(new CallViewsProjection()) { Name = ProjectionName, IncludeArchivedEvents = true };
        options.Projections.Add(views, ProjectionLifecycle.Async, async =>
        {
            async.BatchSize = 1000;
            async.DeleteDataInTableOnTeardown(CallRecordTable.QualifiedName);
            async.DeleteDataInTableOnTeardown(UsageHourlyTable.QualifiedName);
        });
    }
}
