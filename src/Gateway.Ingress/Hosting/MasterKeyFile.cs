using System.Security.Cryptography;
using Gateway.Ingress.Governance;
using Gateway.Ingress.Hosting.Settings;
using Gateway.Projections.Content;

namespace Gateway.Ingress.Hosting;

/// <summary>Where the master key comes from: configured, or, with the embedded database, made once and kept beside it.</summary>
internal static class MasterKeyFile
{
    private const string Name = "master.key";

    /// <summary>Reads the key; makes it if the database is the embedded one and has none yet.</summary>
    /// <exception cref="SettingsException">It can't be read, or is no key.</exception>
    public static MasterKey Read(GatewayOptions options)
    {
        var made = Path.Combine(options.Home, Name);
        if (options.MasterKey is null && !File.Exists(made))
            SecretFile.Write(made, Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKey.Size)));

        var reference = options.MasterKey ?? "file:" + made;
        var text = SecretReference.Read(reference)
            ?? throw new SettingsException([$"Gateway:Keys:Master: nothing can be read from '{reference}'."]);

        var key = new byte[MasterKey.Size];
        if (!Convert.TryFromBase64String(text, key, out var length) || length != MasterKey.Size)
            throw new SettingsException([$"Gateway:Keys:Master: '{reference}' does not hold {MasterKey.Size} bytes in base64 (openssl rand -base64 32)."]);
        return new MasterKey(key);
    }
}
