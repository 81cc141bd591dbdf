using System.Text;
using System.Text.Json;
using Gateway.Domain.Calls;
using Gateway.Domain.Governance;
using Gateway.Domain.Routing;
using Gateway.Ingress.Providers.OpenAI;
using Gateway.Ingress.Proxy;
using Gateway.Ingress.Proxy.Relay;
using Gateway.Ingress.Proxy.Requests;
using Gateway.Ingress.Proxy.Upstream;
using Gateway.Projections.Content;
using Microsoft.AspNetCore.Http;

namespace Gateway.UnitTests.Proxy;

public sealed class RelayedStreamTests
{
    private const string Content = """data: {"choices":[{"index":0,"delta":{"content":"a"}}]}""";
    private const string Finish = """data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""";
    private const string Usage = """data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":1}}""";
    private const string Overloaded = """data: {"choices":[],"usage":{"prompt_tokens":1},"error":{"code":"overloaded"}}""";
    private const string Done = "data: [DONE]";

    [Theory]
    [InlineData(Content + "\n\n" + Finish + "\n\n" + Done + "\n\n")]
    [InlineData(Content + "\r\n\r\n: note\r\n\r\n" + Finish + "\r\n\r\n" + Done + "\r\n\r\n")]
    [InlineData("\uFEFF" + Content + "\n\n" + Finish + "\n\n" + Done)]
    [InlineData(Content + "\n\n" + Finish + "\n\n" + Done + "\n\n: bye")]
    [InlineData(Content + "\n\n" + Finish)]
    public async Task a_stream_that_ends_is_passed_on_byte_for_byte(string stream)
    {
        var (end, answer) = await RelayAsync(stream);

        Assert.Equal((CallStatus.Completed, stream), (end.Kind, answer));
    }

    [Fact]
    public async Task only_the_usage_that_the_client_did_not_ask_for_is_withheld()
    {
        var (_, answer) = await RelayAsync($"{Finish}\n\n{Usage}\n\n{Done}\n\n");
        Assert.Equal($"{Finish}\n\n{Done}\n\n", answer);

        (_, answer) = await RelayAsync($"{Finish}\n\n{Usage}\n\n{Done}\n\n", """{"model":"m","stream":true,"stream_options":{"include_usage":true}}""");
        Assert.Equal($"{Finish}\n\n{Usage}\n\n{Done}\n\n", answer);
    }

    [Fact]
    public async Task what_follows_the_end_without_end_changes_nothing()
    {
        var noise = string.Concat(Enumerable.Repeat(": " + new string('x', 1_000_000) + "\n\n", 20));
        var (end, answer) = await RelayAsync($"{Finish}\n\n{Done}\n\n{noise}");

        Assert.Equal(CallStatus.Completed, end.Kind);
        Assert.StartsWith($"{Finish}\n\n{Done}\n\n: xxx", answer, StringComparison.Ordinal);
        Assert.True(answer.Length <= ServerSentEvents.MaxEventBytes);
    }

    [Fact]
    public async Task an_error_that_comes_with_usage_reaches_the_client()
    {
        var (end, answer) = await RelayAsync($"{Content}\n\n{Overloaded}\n\n");

        Assert.Equal((FailureReasons.UpstreamError, $"{Content}\n\n{Overloaded}\n\n"), (end.Reason, answer));
    }

    [Theory]
    [InlineData("")]
    [InlineData("dat")]
    [InlineData(": keep-al")]
    [InlineData("event: message\r\n")]
    [InlineData(Content)]
    [InlineData(Content + "\n")]
    [InlineData(Content + "\r\n")]
    [InlineData(Content + "\r")]
    [InlineData("data: {\"choi")]
    [InlineData("data: [DON")]
    public async Task a_stream_that_is_cut_ends_in_an_error_that_the_client_can_read(string rest)
    {
        var (end, answer) = await RelayAsync($"{Content}\n\n{rest}");

        Assert.Equal((FailureReasons.UpstreamInterrupted, true), (end.Reason, end.Interrupted));
        Assert.StartsWith($"{Content}\n\n", answer, StringComparison.Ordinal);
        var data = DataOf(answer);
        Assert.True(JsonDocument.Parse(data[^1]).RootElement.TryGetProperty("error", out _));
        Assert.All(data, Assert.NotEmpty);
        Assert.All(data, text => JsonDocument.Parse(text));
    }

    [Theory]
    [InlineData(Content + "\n\n" + Finish + "\n\n" + Done + "\n\n", CallStatus.Completed, null, "")]
    [InlineData(Content + "\n\n" + Overloaded + "\n\n", CallStatus.Failed, FailureReasons.UpstreamError, "")]
    [InlineData(Content + "\n\n", CallStatus.Failed, FailureReasons.UpstreamInterrupted, "upstream_interrupted")]
    public async Task a_connection_that_breaks_matters_only_before_the_answer_has_ended(string stream, CallStatus status, string? reason, string error)
    {
        var (end, answer) = await RelayAsync(new StreamContent(new BreakingStream(Encoding.UTF8.GetBytes(stream))), """{"model":"m","stream":true}""");

        Assert.Equal((status, reason), (end.Kind, end.Reason));
        Assert.StartsWith(stream, answer, StringComparison.Ordinal);
        Assert.Equal(error.Length > 0, answer.Length > stream.Length);
        Assert.Contains(error, answer, StringComparison.Ordinal);
    }

    // As a client reads them.
    private static List<string> DataOf(string answer)
    {
        using var events = new ServerSentEvents();
        events.Advance(Encoding.UTF8.GetBytes(answer, events.Space().Span));
        var data = new List<string>();
        while (events.TryTake(out var @event))
        {
            if (ServerSentEvents.DataOf(@event.Span) is { IsEmpty: false } text)
                data.Add(Encoding.UTF8.GetString(text));
        }

        Assert.True(events.Rest.IsEmpty);
        return data;
    }

    private static Task<(CallEnd End, string Answer)> RelayAsync(string upstream, string request = """{"model":"m","stream":true}""") =>
        RelayAsync(new ByteArrayContent(Encoding.UTF8.GetBytes(upstream)), request);

    private static async Task<(CallEnd End, string Answer)> RelayAsync(HttpContent upstream, string request)
    {
        var http = new DefaultHttpContext();
        var answer = new MemoryStream();
        http.Response.Body = answer;
        using var call = new ProxiedCall(http, CallEndpoint.Chat, TimeProvider.System);
        call.Received(await RequestBody.ReadAsync(http.Request, maxBytes: 1), default);
        call.Request = ChatRequestReader.Read(Encoding.UTF8.GetBytes(request), out _);
        call.Subject = new SubjectKey(Guid.Empty, new byte[MasterKey.Size]);
        call.StartAttempt(new RouteTarget(new Provider(Guid.Empty, "p", null, ProviderKind.OpenAI, "http://localhost/v1", null, null), "m"));

        using var response = new HttpResponseMessage { Content = upstream };
        using var deadline = new Deadline(CancellationToken.None);
        using var stream = new RelayedStream(call, response, deadline, TimeSpan.FromMinutes(1));
        var end = await stream.RunAsync();
        await stream.ReleaseAsync(end);
        return (end, Encoding.UTF8.GetString(answer.ToArray()));
    }

    /// <summary>Ends in a failure of the network.</summary>
    private sealed class BreakingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is var read and > 0 ? read : throw new IOException("reset");
    }
}
