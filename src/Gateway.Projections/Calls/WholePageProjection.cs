using JasperFx;
using JasperFx.Events;
using JasperFx.Events.Daemon;
using JasperFx.Events.Projections;
using JasperFx.Events.Subscriptions;
using Marten;
using Marten.Events.Projections;
using Microsoft.Extensions.Logging;

namespace Gateway.Projections.Calls;

/// <summary>
/// Hands a projection each page whole. The wrapper that it derives from cuts a page by tenant, which would turn one write a page into
/// one for each organization that called.
/// </summary>
internal sealed class WholePageProjection(IProjection projection)
    : ProjectionWrapper<IDocumentOperations, IQuerySession>(projection, ProjectionLifecycle.Async),
        ISubscriptionFactory<IDocumentOperations, IQuerySession>
{
    ISubscriptionExecution ISubscriptionFactory<IDocumentOperations, IQuerySession>.BuildExecution(
        IEventStore<IDocumentOperations, IQuerySession> store, IEventDatabase database, ILoggerFactory loggerFactory, ShardName shardName) =>
        new Execution(shardName, Options, store, database, projection, loggerFactory.CreateLogger<WholePageProjection>());

    ISubscriptionExecution ISubscriptionFactory<IDocumentOperations, IQuerySession>.BuildExecution(
        IEventStore<IDocumentOperations, IQuerySession> store, IEventDatabase database, ILogger logger, ShardName shardName) =>
        new Execution(shardName, Options, store, database, projection, logger);

    private sealed class Execution(
        ShardName shardName,
        AsyncOptions options,
        IEventStore<IDocumentOperations, IQuerySession> store,
        IEventDatabase database,
        IProjection projection,
        ILogger logger)
        : ProjectionExecution<IDocumentOperations, IQuerySession>(shardName, options, store, database, projection, logger)
    {
        protected override async Task<IProjectionBatch> buildBatchWithNoSkippingAsync(EventRange range, CancellationToken cancellationToken)
        {
            var batch = range.ActiveBatch as IProjectionBatch<IDocumentOperations, IQuerySession>
                ?? await _store.StartProjectionBatchAsync(range, _database, Mode, _options, cancellationToken);
            try
            {
                await using var session = batch.SessionForTenant(StorageConstants.DefaultTenantId);
                await projection.ApplyAsync(session, range.Events, cancellationToken);
                return batch;
            }
            catch
            {
                await batch.DisposeAsync();
                throw;
            }
        }
    }
}
