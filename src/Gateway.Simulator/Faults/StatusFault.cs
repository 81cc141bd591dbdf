using System.Globalization;
using Gateway.Simulator.Answers;
using Gateway.Simulator.Chat;
using Gateway.Simulator.Served;
using Gateway.Simulator.Wire;

namespace Gateway.Simulator.Faults;

/// <summary>
/// <c>429</c>, <c>500</c> … (<c>status-500</c>): an error in the provider's format. Parameters: <c>retry-after</c> (seconds or an HTTP date), <c>retry-after-ms</c>,
/// <c>x-should-retry</c>, sent as headers; <c>code</c> and <c>message</c> of the error.
/// </summary>
internal sealed class StatusFault : IFault
{
    private static readonly string[] RetryHeaders = ["retry-after", "retry-after-ms", "x-should-retry"];

    public IReadOnlyList<string> Names { get; } = ["status"];

    public AnswerScript Apply(Directive directive, AnswerScript script) => script with { Instead = exchange => AnswerAsync(exchange, directive) };

    private static async Task<ServedOutcome> AnswerAsync(Exchange exchange, Directive directive)
    {
        foreach (var header in RetryHeaders)
        {
            if (directive.Parameter(header) is { } value)
            {
                exchange.Context.Response.Headers[header] = value;
            }
        }

        var error = Error(Math.Clamp(directive.NumberOr(StatusCodes.Status500InternalServerError), 400, 599), directive);
        await exchange.AnswerAsync(error.Status, ProviderError.ContentType, error.ToBody());
        return ServedOutcome.Faulted;
    }

    private static ProviderError Error(int status, Directive directive)
    {
        var (type, message, code) = status switch
        {
            401 => ("invalid_request_error", "Incorrect API key provided.", "invalid_api_key"),
            403 => ("invalid_request_error", "Country, region, or territory not supported.", "unsupported_country_region_territory"),
            404 => ("invalid_request_error", "The model does not exist or you do not have access to it.", "model_not_found"),
            429 when directive.Parameter("code") == "insufficient_quota" =>
                ("insufficient_quota", "You exceeded your current quota, please check your plan and billing details.", "insufficient_quota"),
            429 => ("requests", "Rate limit reached for requests. Please try again later.", "rate_limit_exceeded"),
            < 500 => ("invalid_request_error", $"The request was refused with status {status.ToString(CultureInfo.InvariantCulture)}.", null),
            503 => ("server_error", "The engine is currently overloaded, please try again later.", null),
            _ => ("server_error", "The server had an error while processing your request. Sorry about that!", null),
        };
        return new ProviderError(status, type, directive.Parameter("message") ?? message, Code: directive.Parameter("code") ?? code);
    }
}
