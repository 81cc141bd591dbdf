using Npgsql;

namespace Gateway.IntegrationTests.Proxy;

/// <summary>A defect of the gateway's own is an error in OpenAI's format like any other.</summary>
[Collection<PatientCollection>]
public sealed class InternalErrorTests(PatientGateway patient)
{
    [Fact]
    public async Task a_failure_before_the_record_is_an_error_of_the_gateway_and_nothing_is_sent()
    {
        // The key of an end user that was never seen has to be looked for.
        await ExecuteAsync("alter table gateway.subject_key rename to subject_key_away");
        var answer = await AskAsync();
        await ExecuteAsync("alter table gateway.subject_key_away rename to subject_key");
        var next = await AskAsync();

        Assert.Equal((500, "gateway_error", "application/json"), (answer.Status, answer.ErrorCode, answer.Header("content-type")));
        Assert.Equal("server_error", answer.Json.GetProperty("error").GetProperty("type").GetString());
        Assert.DoesNotContain("subject_key", answer.Text, StringComparison.Ordinal);
        Assert.Empty(await patient.Gateway.EventsAsync(answer.CallId));
        Assert.DoesNotContain(patient.Gateway.Simulator.Requests(), served => served.HeaderMarker == answer.Marker);
        Assert.Contains($"Call {answer.CallId} failed inside the gateway", patient.Gateway.Node.Log, StringComparison.Ordinal);
        Assert.Equal(200, next.Status);
    }

    private Task<ChatAnswer> AskAsync()
    {
        var request = ChatCaller.Question("gpt-4o");
        request.Headers.Add("x-gateway-user", $"{Guid.NewGuid()}");
        return patient.Caller.SendAsync(request);
    }

    private async Task ExecuteAsync(string sql)
    {
        await using NpgsqlCommand command = patient.Gateway.Database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
