using System.Security.Cryptography;
using System.Text.Json;
using Gateway.Ingress.Hosting.Settings;

namespace Gateway.Ingress.Hosting.Sample;

/// <summary>The secrets of a first look, made once and kept beside the embedded database.</summary>
/// <param name="VirtualKey">The virtual key's secret.</param>
/// <param name="AdminToken">The bearer token for GraphQL.</param>
/// <param name="ProviderKey">What the gateway shows to the simulator.</param>
internal sealed record SampleCredentials(string VirtualKey, string AdminToken, string ProviderKey)
{
    private const string FileName = "credentials.json";
    private const string ProviderKeyFileName = "simulator.key";

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Web) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>Reads the credentials; makes them if there are none yet.</summary>
    /// <exception cref="SettingsException">The file is damaged.</exception>
    public static SampleCredentials ReadOrMake(string home)
    {
        var file = Path.Combine(home, FileName);
        var credentials = File.Exists(file) ? Read(file) : new SampleCredentials("gw-" + Secret(), "admin-" + Secret(), "sim-" + Secret());
        SecretFile.Write(Path.Combine(home, ProviderKeyFileName), credentials.ProviderKey);
        SecretFile.Write(file, JsonSerializer.Serialize(credentials, JsonSerializerOptions.Web));
        return credentials;
    }

    private static SampleCredentials Read(string file)
    {
        try
        {
            if (JsonSerializer.Deserialize<SampleCredentials>(File.ReadAllText(file), Strict) is { } credentials)
                return credentials;
        }
        catch (JsonException)
        {
            // The message might hold a part of a secret.
        }

        throw new SettingsException([$"Gateway:Home: {file} does not hold the sample's credentials; delete it, and new ones are made."]);
    }

    /// <summary>Where the provider's key is, as a configuration says it.</summary>
    public static string ProviderKeyReference(string home) => "file:" + Path.GetFullPath(Path.Combine(home, ProviderKeyFileName));

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
}
