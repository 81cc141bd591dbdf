using System.Security.Cryptography;
using System.Text.Json;

namespace Gateway.Ingress.Hosting.Sample;

/// <summary>The secrets of a first look, made once and kept beside the embedded database.</summary>
/// <param name="VirtualKey">The virtual key's secret.</param>
/// <param name="AdminToken">The bearer token for GraphQL.</param>
/// <param name="ProviderKey">What the gateway shows to the simulator.</param>
internal sealed record SampleCredentials(string VirtualKey, string AdminToken, string ProviderKey)
{
    private const string FileName = "credentials.json";
    private const string ProviderKeyFileName = "simulator.key";

    /// <summary>Reads the credentials; makes them if there are none yet.</summary>
    public static SampleCredentials ReadOrMake(string home)
    {
        var file = Path.Combine(home, FileName);
        if (File.Exists(file))
            return JsonSerializer.Deserialize<SampleCredentials>(File.ReadAllText(file), JsonSerializerOptions.Web)!;

        var credentials = new SampleCredentials("gw-" + Secret(), "admin-" + Secret(), "sim-" + Secret());
        SecretFile.Write(Path.Combine(home, ProviderKeyFileName), credentials.ProviderKey);
        SecretFile.Write(file, JsonSerializer.Serialize(credentials, JsonSerializerOptions.Web));
        return credentials;
    }

    /// <summary>Where the provider's key is, as a configuration says it.</summary>
    public static string ProviderKeyReference(string home) => "file:" + Path.GetFullPath(Path.Combine(home, ProviderKeyFileName));

    private static string Secret() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(24));
}
