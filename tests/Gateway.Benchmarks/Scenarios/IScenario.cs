using Gateway.Benchmarks.Reporting;

namespace Gateway.Benchmarks.Scenarios;

/// <summary>One kind of measurement.</summary>
internal interface IScenario
{
    /// <summary>What the command line calls it.</summary>
    string Name { get; }

    /// <summary>Whether it says nothing about a second YARP in the gateway's place, and is left out then.</summary>
    bool NeedsGateway => false;

    /// <summary>Starts what it needs, measures, ends what it started.</summary>
    Task<Section> RunAsync(BenchOptions options, CancellationToken cancellation);
}
