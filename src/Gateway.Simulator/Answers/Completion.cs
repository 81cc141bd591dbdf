using Gateway.Simulator.Chat;
using Gateway.Simulator.Text;
using Gateway.Simulator.Wire;

namespace Gateway.Simulator.Answers;

/// <summary>What is going to be answered: all that does not depend on whether it is streamed.</summary>
/// <param name="Id">The completion's id.</param>
/// <param name="Created">Unix seconds.</param>
/// <param name="Choices">As many as <c>n</c> asked for.</param>
internal sealed record Completion(string Id, long Created, IChoice[] Choices)
{
    public static Completion Plan(Exchange exchange)
    {
        var request = exchange.Request;
        var choices = new IChoice[request.Choices];
        var seed = request.Seed;
        for (var index = 0; index < choices.Length; index++)
        {
            choices[index] = request.WantsToolCall
                ? ToolChoice.Plan(request, exchange.Script)
                : TextChoice.Plan(seed, exchange.Script, request.MaxTokens);
            seed = Seed.Next(seed);
        }

        exchange.Record.ReasoningTokens = exchange.Script.ReasoningTokens;
        exchange.Record.CompletionTokens = exchange.Script.ReasoningTokens;
        return new Completion(OpaqueId.Completion(), exchange.Record.At.ToUnixTimeSeconds(), choices);
    }
}
