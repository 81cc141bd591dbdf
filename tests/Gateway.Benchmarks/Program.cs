using Gateway.Benchmarks;
using Gateway.Benchmarks.Processes;

// The upstream, bare YARP and the gateway without a record are this program in processes of their own, so that each one's CPU can be told apart.
return args switch
{
    ["upstream", .. var rest] => await UpstreamServer.RunAsync(rest),
    ["yarp", .. var rest] => await YarpServer.RunAsync(rest),
    [UnrecordedGateway.Argument, .. var rest] => await UnrecordedGateway.RunAsync(rest),
    _ => await Harness.RunAsync(args),
};
