using Gateway.Testing;

namespace Gateway.EndToEndTests.Load;

/// <summary>What clients, provider and store say of the same calls, held against each other.</summary>
/// <param name="Begun">Calls that the store has.</param>
/// <param name="Served">Requests that the provider saw.</param>
/// <param name="Answered">Answers that a client saw to their end under 200.</param>
/// <param name="Unrecorded">What the provider saw and no <c>call_received</c> stands for.</param>
/// <param name="Open">Calls without a terminal event.</param>
/// <param name="EndedTwice">Calls with more than one.</param>
/// <param name="Misshapen">Calls that do not begin with one opening event, or go on after their end.</param>
/// <param name="Unbacked">What a client saw to its end under 200 and no <c>call_completed</c> stands for.</param>
internal sealed record CallAccounts(
    long Begun, int Served, int Answered, IReadOnlyList<string> Unrecorded, long Open, long EndedTwice, long Misshapen, IReadOnlyList<string> Unbacked)
{
    private const string Terminal = "'call_denied', 'call_completed', 'call_failed', 'call_aborted', 'call_abandoned'";

    private const string Streams =
        $"""
        (select stream_id, count(*) filter (where type in ({Terminal})) ends, count(*) filter (where type in ('call_received', 'call_denied')) beginnings,
            (array_agg(type order by version))[1] first, (array_agg(type order by version desc))[1] last
        from gateway.mt_events where type like 'call_%' or type = 'attempt_failed' group by stream_id) s
        """;

    public static async Task<CallAccounts> TakeAsync(GatewayUnderTest gateway, IReadOnlyCollection<SentCall> sent)
    {
        var received = await SessionsAsync(gateway, "call_received");
        var completed = await SessionsAsync(gateway, "call_completed");
        var served = gateway.Simulator.Requests().Select(request => request.Marker!).ToList();
        var answered = sent.Where(call => call.IsAnswered).Select(call => call.Marker).ToList();
        return new CallAccounts(
            await gateway.ScalarAsync<long>($"select count(*) from {Streams}"),
            served.Count,
            answered.Count,
            [.. served.Where(marker => !received.Contains(marker))],
            await gateway.ScalarAsync<long>($"select count(*) from {Streams} where ends = 0"),
            await gateway.ScalarAsync<long>($"select count(*) from {Streams} where ends > 1"),
            await gateway.ScalarAsync<long>(
                $"select count(*) from {Streams} where beginnings <> 1 or first not in ('call_received', 'call_denied') or (ends > 0 and last not in ({Terminal}))"),
            [.. answered.Where(marker => !completed.Contains(marker))]);
    }

    /// <summary>Waits until every call of the store has ended and the views say the same.</summary>
    public static Task SettledAsync(GatewayUnderTest gateway) => Eventually.GetAsync(
        () => gateway.ScalarAsync<string>(
            $"select (select count(*) from {Streams} where ends = 0) || ' open, ' || ((select count(*) from {Streams}) - (select count(*) from gateway.call_record where status <> 'OPEN')) || ' not in the views'"),
        open => open == "0 open, 0 not in the views",
        "every call to end",
        TimeSpan.FromSeconds(30));

    /// <summary>Nothing is lost, nothing ends twice, and nobody was told more than the store knows.</summary>
    public void AssertSound()
    {
        Assert.Empty(Unrecorded);
        Assert.Empty(Unbacked);
        Assert.Equal((0, 0, 0), (Open, EndedTwice, Misshapen));
        Assert.True(Served > 0 && Answered > 0 && Begun >= Answered, ToString());
    }

    public override string ToString() =>
        $"{Begun} calls begun, {Served} requests served, {Answered} answers seen whole; {Unrecorded.Count} unrecorded, {Unbacked.Count} unbacked, {Open} open, {EndedTwice} ended twice, {Misshapen} misshapen";

    private static async Task<HashSet<string>> SessionsAsync(GatewayUnderTest gateway, string type)
    {
        const string Sql =
            """
            select opening.data ->> 'session' from gateway.mt_events opening
            where opening.type = 'call_received' and exists (select from gateway.mt_events e where e.stream_id = opening.stream_id and e.type = $1)
            """;
        await using var command = gateway.Database.CreateCommand(Sql);
        command.Parameters.AddWithValue(type);
        await using var reader = await command.ExecuteReaderAsync();
        var sessions = new HashSet<string>();
        while (await reader.ReadAsync())
            sessions.Add(reader.GetString(0));
        return sessions;
    }
}
