using Gateway.Ingress.Hosting.Settings;
using Gateway.Projections.Content;

namespace Gateway.Ingress.Hosting;

/// <summary>The subject keys in the database and the master key outside belong together.</summary>
internal static class DatabaseKeys
{
    /// <summary>Makes sure that they do.</summary>
    /// <exception cref="SettingsException">They do not.</exception>
    public static async Task EnsureOursAsync(SubjectKeys keys, CancellationToken cancellation)
    {
        if (!await keys.AreOursAsync(cancellation))
            throw new SettingsException([$"{MasterKeyFile.Key}: this is not the key that the subject keys in the database are wrapped with; give the gateway that one."]);
    }
}
