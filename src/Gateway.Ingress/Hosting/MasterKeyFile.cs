using System.Security.Cryptography;
using Gateway.Ingress.Governance;
using Gateway.Ingress.Hosting.Settings;
using Gateway.Projections.Content;

namespace Gateway.Ingress.Hosting;

/// <summary>Where the master key comes from: configured, or, with the embedded database, made once and kept beside it.</summary>
internal static class MasterKeyFile
{
    /// <summary>The setting that says where it is.</summary>
    public const string Key = "Gateway:Keys:Master";

    private const string Name = "master.key";

    /// <summary>Reads a key.</summary>
    /// <param name="reference"><c>env:NAME</c> or <c>file:PATH</c>.</param>
    /// <param name="errors">Gets what is wrong.</param>
    /// <returns>Null: it can't be read, or is no key.</returns>
    public static MasterKey? Read(string reference, List<string> errors)
    {
        var key = new byte[MasterKey.Size];
        if (Text(reference) is not { } text)
            errors.Add($"{Key}: nothing can be read from '{reference}'; write env:NAME or file:PATH.");
        else if (Convert.TryFromBase64String(text, key, out var length) && length == MasterKey.Size)
            return new MasterKey(key);
        else
            errors.Add($"{Key}: '{reference}' does not hold {MasterKey.Size} bytes in base64 (openssl rand -base64 32).");
        return null;
    }

    /// <summary>Reads the key that lies beside the embedded database; makes it if there is none yet.</summary>
    /// <exception cref="SettingsException">It can't be read, or is no key.</exception>
    public static MasterKey ReadOrMake(string home)
    {
        var file = Path.Combine(home, Name);
        if (!File.Exists(file))
            SecretFile.Write(file, Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKey.Size)));

        var errors = new List<string>();
        return Read("file:" + file, errors) ?? throw new SettingsException(errors);
    }

    private static string? Text(string reference)
    {
        try
        {
            return SecretReference.Read(reference);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
