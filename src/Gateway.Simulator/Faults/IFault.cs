using Gateway.Simulator.Answers;

namespace Gateway.Simulator.Faults;

/// <summary>
/// A family of directives that change how an answer is given. Each class in this folder that implements it is found by
/// <see cref="FaultCatalog"/>: adding a fault is adding a file.
/// </summary>
internal interface IFault
{
    /// <summary>The directives it obeys.</summary>
    IReadOnlyList<string> Names { get; }

    AnswerScript Apply(Directive directive, AnswerScript script);
}
