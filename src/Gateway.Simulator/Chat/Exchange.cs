using Gateway.Simulator.Answers;
using Gateway.Simulator.Catalog;
using Gateway.Simulator.Served;
using Gateway.Simulator.Wire;

namespace Gateway.Simulator.Chat;

/// <summary>One accepted request and the answer being given to it.</summary>
internal sealed class Exchange
{
    public Exchange(HttpContext context, Arrival arrival, ModelCard model, AnswerScript script, AnswerOutput output)
    {
        Context = context;
        Request = arrival.Chat;
        Record = arrival.Record;
        Model = model;
        Script = script;
        Output = output;
        Output.OneByteWrites = script.OneByteWrites;
        Record.PromptTokens = Request.PromptTokens;
        Record.CachedTokens = Math.Min(script.CachedTokens, Request.PromptTokens);
    }

    public HttpContext Context { get; }

    public ChatRequest Request { get; }

    public ServedRequest Record { get; }

    public ModelCard Model { get; }

    public AnswerScript Script { get; }

    public AnswerOutput Output { get; }

    public required TokenTiming Timing { get; init; }

    /// <summary>When the request arrived, as a <see cref="System.Diagnostics.Stopwatch"/> timestamp.</summary>
    public required long Started { get; init; }

    public Pace Pace() => new(Timing, Started);

    public void WriteHead(int status, string contentType)
    {
        ProviderHeaders.Write(Context.Response, Started);
        Context.Response.StatusCode = status;
        Context.Response.ContentType = contentType;
        Record.Status = status;
    }

    /// <summary>Sends head and body, and lets the script's interruption strike in the middle of the body.</summary>
    public async Task<ServedOutcome> AnswerAsync(int status, string contentType, ReadOnlyMemory<byte> body)
    {
        WriteHead(status, contentType);
        Context.Response.ContentLength = body.Length;
        if (Script.Interruption is { StreamsOnly: false } interruption)
        {
            await Output.SendAsync(body[..(body.Length / 2)]);
            body = body[(body.Length / 2)..];
            if (await interruption.Act(this) is { } outcome)
            {
                return outcome;
            }
        }

        await Output.SendLastAsync(body);
        return ServedOutcome.Completed;
    }
}
