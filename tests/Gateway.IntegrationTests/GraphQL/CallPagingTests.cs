using System.Text.Json;
using Gateway.Testing;
using static Gateway.IntegrationTests.Calls.CallSamples;

namespace Gateway.IntegrationTests.GraphQL;

public sealed class CallPagingTests(PostgresFixture postgres) : IAsyncLifetime
{
    private GraphQLHost _host = null!;

    public async ValueTask InitializeAsync() => _host = await GraphQLHost.StartAsync(postgres);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    [Fact]
    public async Task a_walk_sees_every_call_once_and_in_order_while_others_begin_and_end()
    {
        var known = new List<Guid>();
        for (var i = 0; i < 60; i++)
            known.Add(await _host.Store.StartAsync($"organization-{i % 4}", Received(Noon.AddSeconds(i / 3))));
        await _host.Store.ProjectAsync();

        var seen = new List<(string StartedAt, Guid Id)>();
        string? after = null;
        var ended = 0;
        for (var more = true; more;)
        {
            var page = await PageAsync("query($after: String) { calls(first: 7, after: $after) { nodes { id startedAt } pageInfo { hasNextPage endCursor } } }", new { after });
            seen.AddRange(page.GetProperty("nodes").EnumerateArray().Select(Place));
            (more, after) = (page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean(), page.GetProperty("pageInfo").GetProperty("endCursor").GetString());

            await _host.Store.StartAsync("organization-1", Received(Noon.AddHours(1)), Completed(Noon.AddHours(1)));
            await _host.Store.AppendAsync($"organization-{ended % 4}", known[ended++], Aborted());
            await _host.Store.ProjectAsync();
        }

        Assert.Equal(60, seen.Distinct().Count());
        Assert.Equal(60, seen.Count);
        Assert.Equal(seen.Select(place => place.StartedAt).OrderDescending(StringComparer.Ordinal), seen.Select(place => place.StartedAt));
    }

    [Fact]
    public async Task a_walk_backward_is_the_walk_forward_reversed()
    {
        for (var i = 0; i < 25; i++)
            await _host.Store.StartAsync($"organization-{i % 2}", Received(Noon.AddSeconds(i % 5)));
        await _host.Store.ProjectAsync();
        var all = (await PageAsync("{ calls(first: 25) { nodes { id startedAt } } }")).GetProperty("nodes").EnumerateArray().Select(Place).ToList();

        var walked = new List<(string, Guid)>();
        string? before = null;
        for (var more = true; more;)
        {
            var page = await PageAsync("query($before: String) { calls(last: 4, before: $before) { edges { cursor node { id startedAt } } pageInfo { hasPreviousPage startCursor } } }", new { before });
            walked.InsertRange(0, page.GetProperty("edges").EnumerateArray().Select(edge => Place(edge.GetProperty("node"))));
            (more, before) = (page.GetProperty("pageInfo").GetProperty("hasPreviousPage").GetBoolean(), page.GetProperty("pageInfo").GetProperty("startCursor").GetString());
        }

        Assert.Equal(all, walked);
    }

    [Theory]
    [InlineData("first: 0", "first")]
    [InlineData("first: 501", "first")]
    [InlineData("last: -1", "last")]
    [InlineData("first: 1, last: 1", "last")]
    [InlineData("after: \"bm8\"", "after")]
    [InlineData("before: \"\"", "before")]
    public async Task what_no_page_can_be_is_refused_and_the_argument_named(string arguments, string argument)
    {
        var answer = await _host.SendAsync($"{{ calls({arguments}) {{ nodes {{ id }} }} }}");

        Assert.Equal("BAD_USER_INPUT", GraphQLHost.Code(answer));
        Assert.Equal(argument, answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("argument").GetString());
    }

    private static (string StartedAt, Guid Id) Place(JsonElement call) => (call.GetProperty("startedAt").GetString()!, call.GetProperty("id").GetGuid());

    private async Task<JsonElement> PageAsync(string query, object? variables = null) => (await _host.QueryAsync(query, variables)).GetProperty("calls");
}
