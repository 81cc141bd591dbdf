using System.Net;
using System.Net.Sockets;

namespace Gateway.Benchmarks.Processes;

/// <summary>Ports and readiness of servers on this machine.</summary>
internal static class Loopback
{
    private static readonly TimeSpan PollEvery = TimeSpan.FromMilliseconds(10);

    /// <summary>A port that the system says is free now.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits until a path is answered with a success status.</summary>
    /// <exception cref="InvalidOperationException">The process ended, with what it printed.</exception>
    /// <exception cref="TimeoutException">The time is over, with what the process printed.</exception>
    public static async Task WaitUntilReadyAsync(ChildProcess process, int port, string path, TimeSpan timeout, CancellationToken cancellation)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        using var timer = new CancellationTokenSource(timeout);
        while (!await IsReadyAsync(client, path, cancellation))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"The process ended before it was ready.\n{process.Output}");
            if (timer.IsCancellationRequested)
                throw new TimeoutException($"{path} was not ready within {timeout}.\n{process.Output}");
            await Task.Delay(PollEvery, cancellation);
        }
    }

    private static async Task<bool> IsReadyAsync(HttpClient client, string path, CancellationToken cancellation)
    {
        try
        {
            using var response = await client.GetAsync(path, cancellation);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
