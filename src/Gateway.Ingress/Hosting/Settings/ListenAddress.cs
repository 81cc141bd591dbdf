using System.Net;
using System.Net.Sockets;

namespace Gateway.Ingress.Hosting.Settings;

/// <summary>Where to listen: <c>urls</c>, or <c>Kestrel:Endpoints</c>. Checked here, because the server would say what is wrong only when everything else runs.</summary>
/// <param name="Key">The setting that says so.</param>
/// <param name="Url">What it says.</param>
internal sealed record ListenAddress(string Key, string Url)
{
    /// <summary>Where to listen if nothing is said.</summary>
    public const string Default = "http://127.0.0.1:8080";

    private const string UrlsKey = "urls";
    private const string EndpointsKey = "Kestrel:Endpoints";

    /// <summary>Whether anything is said.</summary>
    public static bool IsConfigured(IConfiguration configuration) => configuration[UrlsKey] is not null || configuration.GetSection(EndpointsKey).Exists();

    /// <summary>Reads the addresses; what is wrong with them goes to <paramref name="errors"/>.</summary>
    public static IReadOnlyList<ListenAddress> Read(IConfiguration configuration, List<string> errors)
    {
        var hasCertificate = configuration.GetSection("Kestrel:Certificates:Default").Exists();
        var endpoints = configuration.GetSection(EndpointsKey).GetChildren().ToList();
        if (endpoints.Count > 0)
            return endpoints.ConvertAll(endpoint => new ListenAddress($"{endpoint.Path}:Url", endpoint["Url"] ?? ""));

        var addresses = (configuration[UrlsKey] ?? Default).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(url => new ListenAddress(UrlsKey, url)).ToList();
        errors.AddRange(addresses.Select(address => address.Error(hasCertificate)).OfType<string>());
        return addresses;
    }

    /// <summary>Makes sure that each can be had. A moment later it may be gone again, but mostly it is the other gateway that was forgotten.</summary>
    /// <exception cref="SettingsException">Some can't.</exception>
    public static void EnsureFree(IEnumerable<ListenAddress> addresses)
    {
        var taken = addresses.Select(address => address.TakenError()).OfType<string>().ToList();
        if (taken.Count > 0)
            throw new SettingsException(taken);
    }

    private string? Error(bool hasCertificate)
    {
        if (Parse() is not { } address || address.Scheme is not ("http" or "https"))
            return $"{Key}: '{Url}' is no address to listen on; write {Default}.";
        if (address.PathBase.Length > 0)
            return $"{Key}: '{Url}' holds a path; write {address.Scheme}://{address.Host}:{address.Port}.";
        if (address is { Host: "localhost", Port: 0 })
            return $"{Key}: '{Url}': any free port can be had of an IP address only; write http://127.0.0.1:0.";
        return address.Scheme == "https" && !hasCertificate
            ? $"{Key}: '{Url}' needs a certificate; say which with Kestrel:Certificates:Default:Path and Kestrel:Certificates:Default:KeyPath."
            : null;
    }

    private string? TakenError()
    {
        if (Parse() is not { IsUnixPipe: false, Port: > 0 } address)
            return null;

        try
        {
            var endpoint = new IPEndPoint(AddressOf(address.Host), address.Port);
            using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(endpoint);
            socket.Listen();
            return null;
        }
        catch (SocketException failure) when (failure.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            return $"{Key}: {Url} is taken by another process; end that one, or listen elsewhere: --urls http://127.0.0.1:{NextPort(address.Port)}.";
        }
        catch (SocketException failure)
        {
            return $"{Key}: nothing can listen on {Url}: {failure.Message}; listen elsewhere: --urls {Default}.";
        }
    }

    private BindingAddress? Parse()
    {
        try
        {
            return BindingAddress.Parse(Url);
        }
        catch (FormatException)
        {
            return null;
        }
    }

    // As the server takes them: a name that is neither an address nor localhost stands for all addresses.
    private static IPAddress AddressOf(string host) =>
        host == "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(host, out var address) ? address
        : Socket.OSSupportsIPv6 ? IPAddress.IPv6Any
        : IPAddress.Any;

    private static int NextPort(int port) => port < IPEndPoint.MaxPort ? port + 1 : 0;
}
