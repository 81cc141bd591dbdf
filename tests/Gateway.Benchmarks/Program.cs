using Gateway.Benchmarks;
using Gateway.Benchmarks.Processes;

// The upstream and bare YARP are this program in processes of their own, so that each one's CPU can be told apart.
return args switch
{
    ["upstream", .. var rest] => await UpstreamServer.RunAsync(rest),
    ["yarp", .. var rest] => await YarpServer.RunAsync(rest),
    _ => await Harness.RunAsync(args),
};
