using System.Runtime.InteropServices;
using Gateway.Simulator;

var configuration = new ConfigurationBuilder()
    .AddCommandLine(args, new Dictionary<string, string> { ["--urls"] = nameof(SimulatorOptions.Url) })
    .Build();
var options = new SimulatorOptions { Url = new Uri("http://127.0.0.1:9100") };
configuration.Bind(options);

var stopped = new TaskCompletionSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);

await using var simulator = await SimulatorHost.StartAsync(options);
Console.WriteLine($"The provider simulator answers on {simulator.BaseUrl}");
await stopped.Task;

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stopped.TrySetResult();
}
