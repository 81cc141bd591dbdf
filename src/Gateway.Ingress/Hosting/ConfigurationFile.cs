using Gateway.Domain.Governance;
using Gateway.Ingress.Governance;
using Gateway.Ingress.Hosting.Settings;
using Gateway.Projections.Governance;

namespace Gateway.Ingress.Hosting;

/// <summary>The configuration file: read and checked before anything starts, then applied as events.</summary>
internal static class ConfigurationFile
{
    /// <summary>Reads the file.</summary>
    /// <param name="path">Its path; null: there is none.</param>
    /// <exception cref="SettingsException">It declares what it may not; each error names line and position.</exception>
    public static Declaration? Read(string? path)
    {
        if (path is null)
            return null;

        var reading = DeclarationReader.Read(File.ReadAllBytes(path), DeclarationSources.Config, SecretReference.Read);
        var errors = reading.Errors.Select(error => $"{path}: {error}").ToList();
        foreach (var provider in reading.Declaration?.Providers ?? [])
        {
            if (provider.ApiKey is { } reference && SecretReference.Read(reference) is null)
                errors.Add($"{path}: providers, '{provider.Name}': nothing can be read from apiKey '{reference}'.");
        }

        return errors.Count == 0 ? reading.Declaration : throw new SettingsException(errors);
    }

    /// <summary>Applies a declaration; what is so already appends nothing.</summary>
    /// <exception cref="SettingsException">What it asks for is refused.</exception>
    public static async Task ApplyAsync(GovernanceStore governance, Declaration declaration)
    {
        var applied = await governance.ApplyAsync(declaration, actor: "configuration", CancellationToken.None);
        if (applied.Refusals.Count > 0)
            throw new SettingsException(applied.Refusals.Select(refusal => $"{declaration.Source}: {refusal.Message}").ToList());
    }
}
