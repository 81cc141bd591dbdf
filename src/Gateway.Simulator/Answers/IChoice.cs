using Gateway.Simulator.Wire;

namespace Gateway.Simulator.Answers;

/// <summary>One of the answers to a request, produced token by token.</summary>
internal interface IChoice
{
    string FinishReason { get; }

    /// <summary>Tokens still to come.</summary>
    int Remaining { get; }

    /// <summary>Writes the members of the next <c>delta</c>, made of up to so many tokens.</summary>
    /// <returns>How many tokens it has.</returns>
    int WriteDelta(Utf8Buffer buffer, int tokens);

    /// <summary>Writes the members of the whole <c>message</c> that carry what was produced, indented.</summary>
    void WriteMessage(Utf8Buffer buffer);
}
