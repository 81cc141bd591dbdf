using System.Threading.Channels;
using Gateway.Domain.Governance;
using Microsoft.Extensions.Options;

namespace Gateway.Ingress.Journal;

/// <summary>
/// The group-commit writer: a channel and one loop. Whatever waits when a commit ends is the next batch, so batches grow with load and an
/// idle system pays one commit.
/// </summary>
public sealed class CallJournal(JournalTransaction transaction, IOptions<AuditOptions> options, TimeProvider time, ILogger<CallJournal> logger)
    : IJournal, IHostedService, IDisposable
{
    private static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan OverloadLogInterval = TimeSpan.FromSeconds(10);

    private readonly AuditOptions _options = options.Value;
    private readonly Channel<JournalEntry> _queue = Channel.CreateUnbounded<JournalEntry>(new() { SingleReader = true });
    private readonly CancellationTokenSource _abort = new();
    private Task _loop = Task.CompletedTask;
    private int _openCalls;
    private long _overloadSaidAt;
    private volatile bool _available = true;

    /// <inheritdoc />
    public bool IsAvailable => _available;

    /// <summary>Calls that are open or wait to be recorded. Each holds at most two entries of the queue, which bounds it.</summary>
    public int OpenCalls => Volatile.Read(ref _openCalls);

    /// <inheritdoc />
    public async ValueTask<CallDecision?> OpenAsync(Opening opening)
    {
        if (!_available)
            return null;
        if (Interlocked.Increment(ref _openCalls) > _options.MaxOpenCalls || !_queue.Writer.TryWrite(opening))
        {
            Interlocked.Decrement(ref _openCalls);
            SayOverloaded();
            return null;
        }

        try
        {
            return await opening.Completion.WaitAsync(_options.AdmitTimeout, time);
        }
        catch (TimeoutException)
        {
            // It may still be written: the entry that follows it in the queue closes it then.
            _queue.Writer.TryWrite(opening.Uncertain(time.GetUtcNow()));
            return null;
        }
    }

    /// <inheritdoc />
    public async ValueTask<SettleResult> SettleAsync(Settlement settlement)
    {
        if (!_queue.Writer.TryWrite(settlement))
            return SettleResult.NotInTime;
        if (_options.Mode == AuditMode.Buffered)
            return SettleResult.Recorded;

        try
        {
            return await settlement.Completion.WaitAsync(_options.SettleTimeout, time);
        }
        catch (TimeoutException)
        {
            return SettleResult.NotInTime;
        }
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = Task.Run(RunAsync, CancellationToken.None);
        return Task.CompletedTask;
    }

    /// <summary>Takes nothing more and writes what waits, until <paramref name="cancellationToken"/> says that there is no more time.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        _queue.Writer.TryComplete();
        await using var registration = cancellationToken.Register(_abort.Cancel);
        await _loop;
    }

    /// <inheritdoc />
    public void Dispose() => _abort.Dispose();

    private async Task RunAsync()
    {
        var batch = new List<JournalEntry>(_options.MaxBatch);
        while (await _queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while (batch.Count < _options.MaxBatch && _queue.Reader.TryRead(out var entry))
                batch.Add(entry);

            await WriteAsync(batch);
            batch.Clear();
            if (_abort.IsCancellationRequested)
                break;
        }

        if (_queue.Reader.TryPeek(out _))
            JournalLog.EntriesLost(logger, _queue.Reader.Count);
    }

    private async Task WriteAsync(List<JournalEntry> batch)
    {
        var failure = await TryWriteAsync(batch);
        if (failure is null)
            return;

        if (!DatabaseFailure.IsAway(failure) && batch.Count > 1)
        {
            // One bad entry must not take the others down.
            JournalLog.BatchRetried(logger, failure, batch.Count);
            foreach (var entry in batch)
                await WriteAsync([entry]);
            return;
        }

        if (!DatabaseFailure.IsAway(failure))
        {
            JournalLog.EntryRefused(logger, failure, batch[0].CallId);
            await GiveUpAsync(batch[0]);
            return;
        }

        JournalLog.DatabaseAway(logger, failure);
        await RetryAsync(batch);
    }

    private async Task<Exception?> TryWriteAsync(List<JournalEntry> batch)
    {
        try
        {
            using var timeout = new CancellationTokenSource(_options.CommitTimeout, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, _abort.Token);
            var results = await transaction.CommitAsync(batch, either.Token);
            IngressTelemetry.Committed(batch.Count);
            for (var i = 0; i < batch.Count; i++)
                Complete(batch[i], results[i]);
            return null;
        }
        catch (Exception failure)
        {
            return failure;
        }
    }

    // The database is away: who waits to be let through is refused, outcomes are kept and tried until they are written.
    private async Task RetryAsync(List<JournalEntry> batch)
    {
        _available = false;
        var outcomes = batch.OfType<Settlement>().ToList();
        foreach (var opening in batch.OfType<Opening>())
        {
            opening.Refuse();
            outcomes.Add(opening.Uncertain(time.GetUtcNow()));
        }

        Exception? failure;
        do
        {
            await Task.Delay(RetryDelay, time, _abort.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            failure = outcomes.Count > 0 ? await TryWriteAsync([.. outcomes]) : await transaction.ProbeAsync(_abort.Token);
        }
        while (failure is not null && DatabaseFailure.IsAway(failure) && !_abort.IsCancellationRequested);

        if (_abort.IsCancellationRequested)
        {
            JournalLog.EntriesLost(logger, outcomes.Count);
            return;
        }

        JournalLog.DatabaseBack(logger);
        _available = true;
        if (failure is not null)
            await WriteAsync([.. outcomes]);
    }

    private void Complete(JournalEntry entry, SettleResult result)
    {
        if (entry is Opening opening)
        {
            opening.Complete();
            if (opening.Decision is CallDecision.Deny)
                End(opening);
            return;
        }

        var settlement = (Settlement)entry;
        if (result == SettleResult.Refused)
            JournalLog.OutcomeRefused(logger, settlement.CallId);
        settlement.Complete(result);
        if (settlement.Opening is { } settled)
            End(settled);
    }

    // Who is overloaded has better things to do than to say so for each call.
    private void SayOverloaded()
    {
        var (now, last) = (time.GetTimestamp(), Volatile.Read(ref _overloadSaidAt));
        if ((last == 0 || time.GetElapsedTime(last, now) >= OverloadLogInterval) && Interlocked.CompareExchange(ref _overloadSaidAt, now, last) == last)
            JournalLog.Overloaded(logger, _options.MaxOpenCalls);
    }

    private async Task GiveUpAsync(JournalEntry entry)
    {
        if (entry is Opening opening)
        {
            opening.Refuse();
            End(opening);
            return;
        }

        var settlement = (Settlement)entry;
        Complete(settlement, SettleResult.Refused);
        if (settlement is { Opening: { } opened, IsInPlace: false })
            await WriteAsync([opened.Unrecordable(time.GetUtcNow())]);
    }

    private void End(Opening opening)
    {
        if (opening.EndsNow())
            Interlocked.Decrement(ref _openCalls);
    }
}
