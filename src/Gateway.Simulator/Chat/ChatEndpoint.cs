using System.Diagnostics;
using Gateway.Simulator.Answers;
using Gateway.Simulator.Catalog;
using Gateway.Simulator.Faults;
using Gateway.Simulator.Served;
using Gateway.Simulator.Wire;

namespace Gateway.Simulator.Chat;

/// <summary><c>POST /v1/chat/completions</c>: receive, record, refuse or answer, count.</summary>
internal sealed class ChatEndpoint(SimulatorOptions options, ServedRequests served, ApiKeyCheck apiKeys, ModelCatalog models, FaultCatalog faults)
{
    private readonly HeaderNames? _headerNames = options.RecordRequests ? new HeaderNames() : null;

    public async Task AnswerAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        var arrival = await Arrival.ReceiveAsync(context.Request, _headerNames);
        var book = served.Current;
        book.Begin(arrival.Record);

        var output = new AnswerOutput(context, options.HashAnswers);
        ServedOutcome outcome;
        try
        {
            if (Refuse(context.Request, arrival, out var model, out var script) is { } error)
            {
                arrival.Record.Status = error.Status;
                await output.SendLastAsync(error.WriteHead(context.Response, started));
                outcome = ServedOutcome.Refused;
            }
            else
            {
                outcome = await GiveAsync(new Exchange(context, arrival, model, script, output)
                {
                    Timing = script.Timing ?? options.Timing,
                    Started = started,
                });
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException && context.RequestAborted.IsCancellationRequested)
        {
            outcome = ServedOutcome.ClientLeft;
        }

        arrival.Record.AnswerSha256 = output.Digest();
        book.End(arrival.Record, outcome);
    }

    private ProviderError? Refuse(HttpRequest request, Arrival arrival, out ModelCard model, out AnswerScript script)
    {
        model = ModelCard.None;
        script = AnswerScript.Ordinary;
        if ((apiKeys.Refuse(request) ?? arrival.Malformed) is { } error)
        {
            return error;
        }

        if (models.Find(arrival.Chat.Model) is not { } found || faults.ScriptOf(found) is not { } ordered)
        {
            return ProviderError.UnknownModel(arrival.Chat.Model);
        }

        if (faults.Extend(ordered, request) is not { } extended)
        {
            return ProviderError.Invalid($"The header {FaultCatalog.Header} orders something that does not exist.");
        }

        (model, script) = (found, extended);
        return null;
    }

    private static Task<ServedOutcome> GiveAsync(Exchange exchange) =>
        exchange.Script.Instead is { } instead ? instead(exchange)
        : exchange.Request.Stream ? StreamedAnswer.SendAsync(exchange)
        : PlainAnswer.SendAsync(exchange);
}
