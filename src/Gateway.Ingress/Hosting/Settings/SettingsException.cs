namespace Gateway.Ingress.Hosting.Settings;

/// <summary>The process can't start as it is configured. Each error names the setting and the fix.</summary>
public sealed class SettingsException(IReadOnlyList<string> errors) : Exception(Text(errors))
{
    /// <summary>What is wrong.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;

    private static string Text(IReadOnlyList<string> errors) =>
        "The configuration is wrong:" + (errors.Count == 1 ? " " + errors[0] : string.Concat(errors.Select(error => "\n  " + error)));
}
