namespace Gateway.Benchmarks.Reporting;

/// <summary>What a scenario found.</summary>
/// <param name="Title">The scenario in a few words.</param>
/// <param name="Conditions">Under which conditions, in a sentence or two.</param>
/// <param name="Figures">What was measured.</param>
/// <param name="Targets">What it should have been; null: there is no target.</param>
/// <param name="Failures">Calls that failed while they were measured.</param>
internal sealed record Section(string Title, string Conditions, Table Figures, Targets? Targets, long Failures);
