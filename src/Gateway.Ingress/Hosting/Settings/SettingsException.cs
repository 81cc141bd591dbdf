namespace Gateway.Ingress.Hosting.Settings;

/// <summary>The process can't start as it is configured. Each error names the setting and the fix.</summary>
public sealed class SettingsException(IReadOnlyList<string> errors) : Exception("The configuration is wrong:\n  " + string.Join("\n  ", errors))
{
    /// <summary>What is wrong.</summary>
    public IReadOnlyList<string> Errors { get; } = errors;
}
