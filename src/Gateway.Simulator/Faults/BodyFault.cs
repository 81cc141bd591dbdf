using System.Text;
using Gateway.Simulator.Answers;
using Gateway.Simulator.Chat;
using Gateway.Simulator.Served;

namespace Gateway.Simulator.Faults;

/// <summary>
/// Bodies that are not the API's: <c>html-502</c>, a proxy's error page with that status; <c>empty</c>, nothing under a 200;
/// <c>content-type</c>, the right body under a wrong type (parameter <c>value</c>, default <c>text/plain</c>).
/// </summary>
internal sealed class BodyFault : IFault
{
    public IReadOnlyList<string> Names { get; } = ["html", "empty", "content-type"];

    public AnswerScript Apply(Directive directive, AnswerScript script) => directive.Name switch
    {
        "html" => script with { Instead = exchange => ErrorPageAsync(exchange, directive.NumberOr(StatusCodes.Status502BadGateway)) },
        "empty" => script with { Instead = EmptyAsync },
        _ => script with { ContentType = directive.Parameter("value") ?? "text/plain" },
    };

    private static async Task<ServedOutcome> ErrorPageAsync(Exchange exchange, int status)
    {
        var page = $"<html>\r\n<head><title>{status}</title></head>\r\n<body>\r\n<center><h1>{status}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n";
        await exchange.AnswerAsync(status, "text/html", Encoding.UTF8.GetBytes(page));
        return ServedOutcome.Faulted;
    }

    private static async Task<ServedOutcome> EmptyAsync(Exchange exchange)
    {
        await exchange.AnswerAsync(StatusCodes.Status200OK, exchange.Request.Stream ? "text/event-stream; charset=utf-8" : "application/json", default);
        return ServedOutcome.Faulted;
    }
}
