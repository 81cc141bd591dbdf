using Gateway.Simulator.Served;
using Gateway.Testing;

namespace Gateway.IntegrationTests.Proxy;

/// <summary>When the client leaves, the provider's work is cancelled and the call is aborted.</summary>
[Collection<PatientCollection>]
public sealed class DepartureTests(PatientGateway patient)
{
    private static readonly RecordedEnd Aborted = new("ABORTED", null);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task cancels_the_provider_when_the_client_leaves_before_the_answer(bool stream)
    {
        using var request = ChatCaller.Question("gpt-4o", stream, "stall-headers");
        var marker = ChatCaller.Mark(request);
        request.Headers.Add("x-gateway-session", marker);
        using var patience = new CancellationTokenSource();
        var answer = patient.Caller.BeginAsync(request, patience.Token);
        await patient.ServedAsync(marker, ServedOutcome.Stalled);

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => answer);
        await patient.ServedAsync(marker, ServedOutcome.ClientLeft);
        Assert.Equal(Aborted, await patient.EndOfAsync(await CallOfAsync(marker)));
    }

    [Theory]
    [InlineData(true, "stall-3")]
    [InlineData(true, "slow-tokens-20,tokens-10000")]
    public async Task cancels_the_provider_when_the_client_leaves_in_the_middle(bool stream, string fault)
    {
        using var request = ChatCaller.Question("gpt-4o", stream, fault);
        var marker = ChatCaller.Mark(request);
        Guid call;
        using (var response = await patient.Caller.BeginAsync(request))
        {
            call = Guid.Parse(response.Headers.GetValues(ChatAnswer.CallIdHeader).Single());
            Assert.NotEqual(0, await (await response.Content.ReadAsStreamAsync()).ReadAsync(new byte[1024]));
        }

        await patient.ServedAsync(marker, ServedOutcome.ClientLeft);
        Assert.Equal(Aborted, await patient.EndOfAsync(call));
        Assert.Equal("ESTIMATED", (await RecordedEnd.RecordAsync(patient.Gateway, call)).GetProperty("usageState").GetString());
    }

    [Fact]
    public async Task cancels_the_provider_when_the_client_does_not_read_a_large_answer()
    {
        using var request = ChatCaller.Question("gpt-4o", stream: true, "huge-50000000");
        var marker = ChatCaller.Mark(request);
        Guid call;
        using (var response = await patient.Caller.BeginAsync(request))
            call = Guid.Parse(response.Headers.GetValues(ChatAnswer.CallIdHeader).Single());

        await patient.ServedAsync(marker, ServedOutcome.ClientLeft);
        Assert.Equal(Aborted, await patient.EndOfAsync(call));
    }

    [Fact]
    public async Task cancels_the_provider_when_the_client_leaves_within_a_large_plain_answer()
    {
        var wasLeft = new TaskCompletionSource();
        patient.Provider.Script = async exchange =>
        {
            await exchange.SendAsync(ScriptedProvider.Head(200) + new string('x', 2 * PatientGateway.MaxBufferedAnswerBytes));
            await exchange.UntilLeftAsync();
            wasLeft.SetResult();
        };
        using var request = ChatCaller.Question(ProxyFixture.Scripted);
        Guid call;
        using (var response = await patient.Caller.BeginAsync(request))
            call = Guid.Parse(response.Headers.GetValues(ChatAnswer.CallIdHeader).Single());

        await wasLeft.Task.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.Equal(Aborted, await patient.EndOfAsync(call));
    }

    [Fact]
    public async Task records_a_client_that_leaves_within_its_request()
    {
        var session = Guid.NewGuid().ToString("N");
        using var request = ChatCaller.Question("gpt-4o");
        request.Headers.Add("x-gateway-session", session);
        request.Headers.Add("x-gateway-user", session);
        request.Content = new BrokenContent();

        await Assert.ThrowsAsync<HttpRequestException>(() => patient.Caller.BeginAsync(request));

        Assert.Equal(new RecordedEnd("DENIED", 499, "client_closed_request"), await patient.EndOfAsync(await CallOfAsync(session)));
    }

    private async Task<Guid> CallOfAsync(string session) => (Guid)(await Eventually.GetAsync(
        () => patient.Gateway.ScalarAsync<object>($"select stream_id from gateway.mt_events where data ->> 'session' = '{session}'"),
        call => call is not null,
        $"a call of session {session}"))!;
}
