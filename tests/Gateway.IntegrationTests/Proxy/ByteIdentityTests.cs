using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Gateway.Testing;

namespace Gateway.IntegrationTests.Proxy;

/// <summary>What a client gets is what the provider sent, byte for byte, less the usage that only the gateway asked for.</summary>
[Collection<PatientCollection>]
public sealed partial class ByteIdentityTests(PatientGateway patient)
{
    private const string Framings = "crlf,comments,bom,multi-line-data,no-final-blank-line";

    public static TheoryData<string> Faults { get; } =
    [
        "instant", "crlf", "comments", "bom", "multi-line-data", "one-byte", "no-final-blank-line", "no-done", Framings, Framings + ",no-done", Framings + ",one-byte",
    ];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task a_stream_whose_client_asks_for_usage_is_the_providers(string fault)
    {
        var answer = await SendAsync(Streamed("\"stream_options\":{\"include_usage\":true},"), fault);

        Assert.Equal((await patient.ServedAsync(answer.Marker)).AnswerSha256, Sha256.Of(answer.Bytes));
        Assert.Single(UsageChunk().Matches(answer.Text));
        Assert.Equal(new RecordedEnd("COMPLETED", 200), await patient.EndOfAsync(answer.CallId));
        Assert.Null((await patient.Gateway.EventsAsync(answer.CallId))[0]["injected"]);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task a_stream_whose_client_does_not_ask_for_usage_lacks_that_chunk_and_nothing_else(string fault)
    {
        var answer = await SendAsync(Streamed(), fault);
        var direct = await AskSimulatorAsync(Streamed("\"stream_options\":{\"include_usage\":true},"), fault);
        var events = Event().Matches(direct).Select(match => match.Value).ToList();
        var usage = Assert.Single(events, e => UsageChunk().IsMatch(e));

        Assert.Equal(Unvarying(string.Concat(events.Where(e => e != usage))), Unvarying(answer.Text));
        Assert.Contains("\"usage\":null", answer.Text, StringComparison.Ordinal);
        Assert.Equal(new RecordedEnd("COMPLETED", 200), await patient.EndOfAsync(answer.CallId));
        Assert.Equal("[\"stream_options.include_usage\"]", (await patient.Gateway.EventsAsync(answer.CallId))[0]["injected"]!.Replace(" ", ""));
        Assert.Equal("REPORTED", (await RecordedEnd.RecordAsync(patient.Gateway, answer.CallId)).GetProperty("usageState").GetString());
    }

    [Theory]
    [InlineData("no-usage")]
    [InlineData("usage-every-chunk")]
    [InlineData("usage-every-chunk,crlf,one-byte")]
    public async Task a_stream_that_has_no_chunk_for_usage_alone_is_the_providers(string fault)
    {
        var answer = await SendAsync(Streamed(), fault);

        Assert.Equal((await patient.ServedAsync(answer.Marker)).AnswerSha256, Sha256.Of(answer.Bytes));
    }

    [Theory]
    [InlineData("instant")]
    [InlineData("one-byte")]
    [InlineData("no-usage")]
    [InlineData("tokens-2000")]
    public async Task a_plain_answer_is_the_providers(string fault)
    {
        var answer = await SendAsync(ChatCaller.Body("gpt-4o"), fault);

        Assert.Equal((await patient.ServedAsync(answer.Marker)).AnswerSha256, Sha256.Of(answer.Bytes));
        Assert.Equal($"{answer.Bytes.Length}", answer.Header("content-length"));
        Assert.Equal(new RecordedEnd("COMPLETED", 200), await patient.EndOfAsync(answer.CallId));
        Assert.Equal($"{answer.Bytes.Length}", (await patient.Gateway.EventsAsync(answer.CallId))[^1]["responseBytes"]);
    }

    [Fact]
    public async Task several_choices_and_tools_pass_as_they_are()
    {
        const string Members =
            """
            "stream":true,"stream_options":{"include_usage":true,"include_obfuscation":false},"n":3,
            "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}}],
            """;
        var answer = await SendAsync(ChatCaller.Body("gpt-4o", Members), "instant");

        Assert.Equal((await patient.ServedAsync(answer.Marker)).AnswerSha256, Sha256.Of(answer.Bytes));
        Assert.Equal(
            ["tool_calls", "tool_calls", "tool_calls"],
            (await RecordedEnd.RecordAsync(patient.Gateway, answer.CallId)).GetProperty("finishReasons").EnumerateArray().Select(reason => reason.GetString()));
    }

    private static string Streamed(string members = "") => ChatCaller.Body("gpt-4o", "\"stream\":true," + members);

    private static string Unvarying(string answer) => Varying().Replace(answer, "");

    private Task<ChatAnswer> SendAsync(string body, string fault)
    {
        var request = ChatCaller.Request(body);
        request.Headers.Add(ChatCaller.FaultHeader, fault);
        return patient.Caller.SendAsync(request);
    }

    private async Task<string> AskSimulatorAsync(string body, string fault)
    {
        using var http = new HttpClient { BaseAddress = patient.Gateway.Simulator.Address };
        using var request = ChatCaller.Request(body);
        request.Headers.Add(ChatCaller.FaultHeader, fault);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", TestSecrets.ProviderKey);
        using var response = await http.SendAsync(request);
        return System.Text.Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync());
    }

    // Lines, and the blank one that ends them.
    [GeneratedRegex(@"(?:[^\r\n]+(?:\r?\n|$))+(?:\r?\n)?", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Event();

    [GeneratedRegex("\"choices\":\\[\\],\"usage\":{", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex UsageChunk();

    [GeneratedRegex("chatcmpl-[^\"]+|(?<=\"created\":)[0-9]+", RegexOptions.None, matchTimeoutMilliseconds: 5000)]
    private static partial Regex Varying();
}
