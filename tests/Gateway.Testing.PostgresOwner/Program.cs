using System.Runtime.InteropServices;
using Gateway.Ingress.Hosting.EmbeddedPostgres;
using Gateway.Testing.PostgresOwner;
using Microsoft.Extensions.Logging.Abstractions;

// What a gateway does with its embedded PostgreSQL, in a process that tests may interrupt and kill:
// start it, drain on Ctrl-C for as long as standard input stays open, stop it last.
ProcessGroup.Lead();
var interrupted = new TaskCompletionSource();
using var onInterrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
{
    context.Cancel = true;
    interrupted.TrySetResult();
});
try
{
    await using var postgres = await EmbeddedPostgresServer.StartAsync(new EmbeddedPostgresOptions { Home = args[0] }, NullLogger.Instance, CancellationToken.None);
    Console.WriteLine(postgres.ConnectionString);
    await interrupted.Task;
    Console.WriteLine("draining");
    await Console.In.ReadToEndAsync();
    return 0;
}
catch (EmbeddedPostgresException e)
{
    Console.WriteLine(e.Message);
    return 1;
}
