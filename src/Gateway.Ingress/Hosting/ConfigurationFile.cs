using Gateway.Domain.Governance;
using Gateway.Ingress.Governance;
using Gateway.Ingress.Hosting.Settings;
using Gateway.Projections.Governance;

namespace Gateway.Ingress.Hosting;

/// <summary>The configuration file: read and checked before anything starts, then applied as events.</summary>
internal static class ConfigurationFile
{
    private const string Key = "Gateway:ConfigFile";

    /// <summary>Reads the file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="errors">Gets what is wrong; in the file, each with line and position.</param>
    /// <returns>Null: it is wrong.</returns>
    public static Declaration? Read(string path, List<string> errors)
    {
        try
        {
            var reading = DeclarationReader.Read(File.ReadAllBytes(path), DeclarationSources.Config, SecretReference.Read);
            errors.AddRange(reading.Errors.Select(error => $"{Key}: {path}: {error}"));
            foreach (var provider in reading.Declaration?.Providers ?? [])
            {
                if (provider.ApiKey is { } reference && SecretReference.Read(reference) is null)
                    errors.Add($"{Key}: {path}: providers, '{provider.Name}': nothing can be read from apiKey '{reference}'.");
            }

            return reading.Declaration;
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            errors.Add($"{Key}: there is no file '{path}'.");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            errors.Add($"{Key}: '{path}', or a secret that it names, can't be read: {failure.Message}");
        }

        return null;
    }

    /// <summary>Applies a declaration; what is so already appends nothing.</summary>
    /// <exception cref="SettingsException">What it asks for is refused.</exception>
    public static async Task ApplyAsync(GovernanceStore governance, Declaration declaration)
    {
        var applied = await governance.ApplyAsync(declaration, actor: "configuration", CancellationToken.None);
        if (applied.Refusals.Count > 0)
            throw new SettingsException(applied.Refusals.Select(refusal => $"{Subject(declaration)}: {refusal.Message}").ToList());
    }

    private static string Subject(Declaration declaration) => declaration.Source == DeclarationSources.Config ? Key : "the sample organization";
}
