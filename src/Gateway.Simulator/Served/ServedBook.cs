namespace Gateway.Simulator.Served;

/// <summary>What was served between two resets: counters, and the last requests in a ring. No lock on the way of a request.</summary>
internal sealed class ServedBook(int ringSize)
{
    private readonly ServedRequest?[] _ring = new ServedRequest?[ringSize];
    private readonly long[] _ended = new long[Enum.GetValues<ServedOutcome>().Length];
    private readonly TokenTally _completed = new();
    private readonly TokenTally _unfinished = new();
    private long _received;
    private long _streams;
    private long _streamsCut;
    private long _chunks;

    /// <summary>Counts and records a request that has arrived. The ring may overwrite the oldest.</summary>
    public void Begin(ServedRequest request)
    {
        request.Sequence = Interlocked.Increment(ref _received);
        if (request.Stream)
        {
            Interlocked.Increment(ref _streams);
        }

        if (_ring.Length > 0)
        {
            Volatile.Write(ref _ring[request.Sequence % _ring.Length], request);
        }
    }

    public void End(ServedRequest request, ServedOutcome outcome)
    {
        request.Outcome = outcome;
        (outcome is ServedOutcome.Completed ? _completed : _unfinished).Add(request);
        Interlocked.Add(ref _chunks, request.Chunks);
        if (outcome is ServedOutcome.Cut && request.Stream)
        {
            Interlocked.Increment(ref _streamsCut);
        }

        Interlocked.Increment(ref _ended[(int)outcome]);
    }

    public ServedStats Stats()
    {
        var outcomes = Enum.GetValues<ServedOutcome>().ToDictionary(outcome => outcome, outcome => Interlocked.Read(ref _ended[(int)outcome]));
        var received = Interlocked.Read(ref _received);
        outcomes[ServedOutcome.Open] = received - outcomes.Values.Sum();
        return new ServedStats(
            received,
            outcomes,
            Interlocked.Read(ref _streams),
            Interlocked.Read(ref _streamsCut),
            Interlocked.Read(ref _chunks),
            _completed.Read(),
            _unfinished.Read());
    }

    /// <summary>The recorded requests after a sequence number, oldest first.</summary>
    public IEnumerable<ServedRequest> Requests(long after)
    {
        var newest = Interlocked.Read(ref _received);
        for (var sequence = Math.Max(after, newest - _ring.Length) + 1; sequence <= newest; sequence++)
        {
            // A slot may be a lap ahead, or not written yet: the number is taken before the slot is filled.
            if (Volatile.Read(ref _ring[sequence % _ring.Length]) is { } request && request.Sequence == sequence)
            {
                yield return request;
            }
        }
    }
}
