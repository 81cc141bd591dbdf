using Gateway.Simulator.Chat;
using Gateway.Simulator.Served;
using Gateway.Simulator.Wire;

namespace Gateway.Simulator.Answers;

/// <summary>The answer as one object, <c>chat.completion</c>, indented as the provider does.</summary>
internal static class PlainAnswer
{
    public static async Task<ServedOutcome> SendAsync(Exchange exchange)
    {
        var completion = Completion.Plan(exchange);
        var tokens = completion.Choices.Sum(choice => choice.Remaining);
        var pace = exchange.Pace();
        pace.AddFirstToken();
        pace.AddTokens(tokens - 1);
        await pace.WaitAsync(exchange.Context);

        exchange.Record.CompletionTokens += tokens;
        using var body = new Utf8Buffer();
        Write(body, exchange, completion);
        return await exchange.AnswerAsync(StatusCodes.Status200OK, exchange.Script.ContentType ?? "application/json", body.Memory);
    }

    private static void Write(Utf8Buffer body, Exchange exchange, Completion completion)
    {
        body.Append("{\n  \"id\": \""u8).AppendEscaped(completion.Id);
        body.Append("\",\n  \"object\": \"chat.completion\",\n  \"created\": "u8).Append(completion.Created);
        body.Append(",\n  \"model\": \""u8).Append(exchange.Model.SnapshotJson).Append("\",\n  \"choices\": ["u8);
        for (var index = 0; index < completion.Choices.Length; index++)
        {
            body.Append(index == 0 ? "\n    {\n      \"index\": "u8 : ",\n    {\n      \"index\": "u8).Append(index);
            body.Append(",\n      \"message\": {\n        \"role\": \"assistant\",\n        "u8);
            completion.Choices[index].WriteMessage(body);
            body.Append("\n      },\n      \"logprobs\": null,\n      \"finish_reason\": \""u8);
            body.AppendEscaped(completion.Choices[index].FinishReason).Append("\"\n    }"u8);
        }

        body.Append("\n  ],\n"u8);
        if (exchange.Script.Usage != UsageReport.Never)
        {
            WriteUsage(body, exchange.Record);
        }

        body.Append("  \"service_tier\": \""u8).AppendEscaped(exchange.Request.ServiceTier);
        body.Append("\",\n  \"system_fingerprint\": \""u8).Append(exchange.Model.Fingerprint).Append("\"\n}\n"u8);
    }

    private static void WriteUsage(Utf8Buffer body, ServedRequest record)
    {
        body.Append("  \"usage\": {\n    \"prompt_tokens\": "u8).Append(record.PromptTokens);
        body.Append(",\n    \"completion_tokens\": "u8).Append(record.CompletionTokens);
        body.Append(",\n    \"total_tokens\": "u8).Append(record.PromptTokens + record.CompletionTokens);
        body.Append(",\n    \"prompt_tokens_details\": {\n      \"cached_tokens\": "u8).Append(record.CachedTokens);
        body.Append(",\n      \"audio_tokens\": 0\n    },\n    \"completion_tokens_details\": {\n      \"reasoning_tokens\": "u8).Append(record.ReasoningTokens);
        body.Append(",\n      \"audio_tokens\": 0,\n      \"accepted_prediction_tokens\": 0,\n      \"rejected_prediction_tokens\": 0\n    }\n  },\n"u8);
    }
}
