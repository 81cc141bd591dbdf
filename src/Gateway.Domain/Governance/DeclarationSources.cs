namespace Gateway.Domain.Governance;

/// <summary>The stable words of <see cref="ControlPlaneEvent.Source"/>.</summary>
public static class DeclarationSources
{
    /// <summary>The configuration file.</summary>
    public const string Config = "config";

    /// <summary>The sample organization of a gateway that nothing was configured for.</summary>
    public const string Sample = "sample";
}
