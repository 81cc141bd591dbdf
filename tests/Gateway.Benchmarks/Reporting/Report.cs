using System.Text;

namespace Gateway.Benchmarks.Reporting;

/// <summary>A run's findings as Markdown, ready for <c>docs/benchmarks.md</c>.</summary>
internal sealed class Report(string machine)
{
    private readonly StringBuilder _text = new(machine);

    /// <summary>Calls that failed while they were measured, and scenarios that could not be run.</summary>
    public long Failures { get; private set; }

    /// <summary>The text.</summary>
    public string Markdown => _text.ToString();

    /// <summary>Adds what a scenario found.</summary>
    public void Add(Section section)
    {
        _text.Append($"\n### {section.Title}\n\n{section.Conditions}\n\n{section.Figures}");
        if (section.Targets is { } targets)
            _text.Append($"\n{targets}");
        if (section.Failures > 0)
            _text.Append($"\n**{section.Failures} calls failed: these figures do not count.**\n");
        Failures += section.Failures;
    }

    /// <summary>Adds that a scenario could not be run to its end.</summary>
    public void AddFailure(string scenario, string why)
    {
        _text.Append($"\n### {scenario}\n\n**Not measured:**\n\n```\n{why}\n```\n");
        Failures++;
    }
}
