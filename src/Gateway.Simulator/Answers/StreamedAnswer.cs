using Gateway.Simulator.Chat;
using Gateway.Simulator.Served;

namespace Gateway.Simulator.Answers;

/// <summary>The answer as server-sent events: role, tokens, finish reason for each choice, usage if asked for, <c>[DONE]</c>.</summary>
internal static class StreamedAnswer
{
    public static async Task<ServedOutcome> SendAsync(Exchange exchange)
    {
        var completion = Completion.Plan(exchange);
        exchange.WriteHead(StatusCodes.Status200OK, exchange.Script.ContentType ?? "text/event-stream; charset=utf-8");
        using var stream = new SseStream(exchange);
        using var chunks = new ChunkWriter(exchange, completion, stream.Data);
        if (!await stream.OpenAsync() || !await SendChoicesAsync(exchange, completion.Choices, stream, chunks))
        {
            return stream.Outcome;
        }

        var framing = exchange.Script.Framing;
        if (exchange.Request.IncludeUsage && exchange.Script.Usage == UsageReport.AsAsked)
        {
            chunks.WriteUsage();
            if (!await stream.SendAsync(last: !framing.Done))
            {
                return stream.Outcome;
            }
        }

        if (framing.Done)
        {
            stream.Data.Append("[DONE]"u8);
            await stream.SendAsync(last: true);
        }

        return stream.Outcome;
    }

    /// <summary>Sends all choices in turn, token by token.</summary>
    /// <returns>Whether the stream goes on.</returns>
    private static async Task<bool> SendChoicesAsync(Exchange exchange, IChoice[] choices, SseStream stream, ChunkWriter chunks)
    {
        var pace = exchange.Pace();
        pace.AddFirstToken();
        await pace.WaitAsync(exchange.Context);
        for (var index = 0; index < choices.Length; index++)
        {
            chunks.WriteRole(index);
            if (!await stream.SendAsync())
            {
                return false;
            }
        }

        for (var unfinished = choices.Length; unfinished > 0;)
        {
            for (var index = 0; index < choices.Length; index++)
            {
                var choice = choices[index];
                if (choice.Remaining == 0)
                {
                    continue;
                }

                await pace.WaitAsync(exchange.Context);
                pace.AddTokens(chunks.WriteDelta(index, choice));
                if (!await stream.SendAsync())
                {
                    return false;
                }

                if (choice.Remaining == 0)
                {
                    unfinished--;
                    chunks.WriteFinish(index, choice);
                    if (!await stream.SendAsync())
                    {
                        return false;
                    }
                }
            }
        }

        return true;
    }
}
