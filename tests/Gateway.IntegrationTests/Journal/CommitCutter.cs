using System.Net;
using System.Net.Sockets;

namespace Gateway.IntegrationTests.Journal;

/// <summary>Where a connection is cut when a transaction commits.</summary>
public enum Cut
{
    /// <summary>The server never hears of the commit.</summary>
    BeforeTheServer,

    /// <summary>The server has committed; nobody hears of that.</summary>
    AfterTheServer,
}

/// <summary>
/// Stands between a node and its database and cuts the connection at the next Sync, the message that commits the statements sent before it, so that
/// the node can't know what became of them (PostgreSQL, Frontend/Backend Protocol, Pipelining).
/// </summary>
internal sealed class CommitCutter : IAsyncDisposable
{
    private static readonly byte[] Sync = [(byte)'S', 0, 0, 0, 4];
    private static readonly byte[] ReadyOutsideOfTransaction = [(byte)'Z', 0, 0, 0, 5, (byte)'I'];

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopped = new();
    private readonly int _target;
    private readonly Task _loop;
    private Cut? _armed;

    public CommitCutter(int target)
    {
        _target = target;
        _listener.Start();
        _loop = AcceptAsync();
    }

    /// <summary>Where the node finds its database.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many connections were cut.</summary>
    public int Cuts { get; private set; }

    /// <summary>Cuts the next commit.</summary>
    public void Arm(Cut cut) => _armed = cut;

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        _listener.Stop();
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            for (; ; )
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stopped.Token)));
        }
        finally
        {
            await Task.WhenAll(connections).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var node = client;
        using var server = new TcpClient();
        await server.ConnectAsync(IPAddress.Loopback, _target, _stopped.Token);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(_stopped.Token);
        var swallows = false;
        await Task.WhenAny(
            PumpAsync(node.GetStream(), server.GetStream(), Passes, ended.Token),
            PumpAsync(server.GetStream(), node.GetStream(), Returns, ended.Token));
        await ended.CancelAsync();

        Flow Passes(ReadOnlySpan<byte> sent)
        {
            if (_armed is not { } cut || !sent.EndsWith(Sync))
                return Flow.On;
            _armed = null;
            Cuts++;
            swallows = cut == Cut.AfterTheServer;
            return swallows ? Flow.On : Flow.Cut;
        }

        Flow Returns(ReadOnlySpan<byte> answered) =>
            !swallows ? Flow.On : answered.EndsWith(ReadyOutsideOfTransaction) ? Flow.Cut : Flow.Swallowed;
    }

    private static async Task PumpAsync(NetworkStream from, NetworkStream to, Gate gate, CancellationToken cancellation)
    {
        var buffer = new byte[64 * 1024];
        while (await from.ReadAsync(buffer, cancellation) is var read and > 0)
        {
            var flow = gate(buffer.AsSpan(0, read));
            if (flow == Flow.Cut)
                return;
            if (flow == Flow.On)
                await to.WriteAsync(buffer.AsMemory(0, read), cancellation);
        }
    }

    private enum Flow
    {
        On,
        Swallowed,
        Cut,
    }

    private delegate Flow Gate(ReadOnlySpan<byte> bytes);
}
