using System.Net;
using System.Net.Sockets;

namespace Gateway.Ingress.Hosting.EmbeddedPostgres;

/// <summary>Which port a new server gets.</summary>
internal static class PostgresPort
{
    /// <summary>The wanted port, or any free one for 0.</summary>
    /// <exception cref="EmbeddedPostgresException">The wanted port is taken.</exception>
    public static int Choose(int wanted)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        // A port that only waits out its closed connections is free, for PostgreSQL too.
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, wanted));
            socket.Listen();
            return ((IPEndPoint)socket.LocalEndPoint!).Port;
        }
        catch (SocketException e)
        {
            throw new EmbeddedPostgresException(
                $"Port {wanted} on 127.0.0.1 cannot be used for the embedded PostgreSQL: {e.Message}. Choose another with {EmbeddedPostgresOptions.Section}:Port, or 0 for any free one.", e);
        }
    }
}
