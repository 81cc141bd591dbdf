using System.Globalization;

namespace Gateway.Benchmarks;

/// <summary>What a run can be told.</summary>
internal sealed record BenchOptions
{
    /// <summary>The options with their defaults, for the command line.</summary>
    public const string Help = """
          --gateway PATH       another Gateway.Ingress.dll than the one that was built with the harness
          --candidate WHAT     gateway, or yarp: a second bare YARP in its place, to see what the harness itself adds (gateway)
          --set KEY=VALUE      a setting for the gateway, such as Gateway:Audit:MaxBatch=128; may be given again
          --roles ROLES        Gateway:Roles where a scenario does not fix them: latency, freshness, memory (all roles)
          --connections N      connections of a closed loop (64)
          --rate N             calls per second of an open loop (100)
          --warmup SECONDS     load before anything is measured, for each process (10)
          --window SECONDS     length of a measured window (5; latency: twice that)
          --rounds N           windows of each process, taken in turns (5)
          --gap MILLISECONDS   pause of the upstream between two chunks of a stream; 0: none (10)
          --calls N            calls of the memory scenario (1000000)
          --restarts N         starts, and kills, of the freshness scenario (5)
          --out FILE           where to write the report as well
        """;

    /// <summary>The built gateway.</summary>
    public string Gateway { get; init; } = Path.Combine(AppContext.BaseDirectory, "Gateway.Ingress.dll");

    /// <summary>Whether a second bare YARP stands in for the gateway. Default: no.</summary>
    public bool YarpAsCandidate { get; init; }

    /// <summary>Further settings of the gateway.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Set { get; init; } = [];

    /// <summary>The gateway's roles where a scenario leaves them open. Default: null, all of them.</summary>
    public string? Roles { get; init; }

    /// <summary>Connections of a closed loop. Default: 64.</summary>
    public int Connections { get; init; } = 64;

    /// <summary>Calls per second of an open loop. Default: 100.</summary>
    public double Rate { get; init; } = 100;

    /// <summary>How long a process is under load before it is measured: the runtime compiles hot code again for a while. Default: 10 s.</summary>
    public TimeSpan Warmup { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Length of a measured window. Default: 5 s.</summary>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Measured windows of each process. Default: 5.</summary>
    public int Rounds { get; init; } = 5;

    /// <summary>The upstream's pause between two chunks of a stream. Default: 10 ms.</summary>
    public TimeSpan Gap { get; init; } = TimeSpan.FromMilliseconds(10);

    /// <summary>Calls of the memory scenario. Default: 1,000,000.</summary>
    public long Calls { get; init; } = 1_000_000;

    /// <summary>Starts, and kills, of the freshness scenario. Default: 5 of each.</summary>
    public int Restarts { get; init; } = 5;

    /// <summary>A file for the report. Default: none.</summary>
    public string? Out { get; init; }

    /// <summary>Reads <c>--name value</c> pairs.</summary>
    /// <exception cref="FormatException">An option is unknown, has no value or one that makes no sense.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> args)
    {
        if (args.Count % 2 != 0)
            throw new FormatException($"{args[^1]} has no value.");

        var options = new BenchOptions();
        for (var index = 0; index < args.Count; index += 2)
            options = options.With(args[index], args[index + 1]);
        if (!options.YarpAsCandidate && !File.Exists(options.Gateway))
            throw new FormatException($"There is no {options.Gateway}.");
        return options;
    }

    private BenchOptions With(string name, string value) => name switch
    {
        "--gateway" => this with { Gateway = value },
        "--candidate" when value is "gateway" or "yarp" => this with { YarpAsCandidate = value == "yarp" },
        "--set" when value.Split('=', 2) is [var key, var setting] => this with { Set = [.. Set, new(key, setting)] },
        "--roles" => this with { Roles = value },
        "--connections" => this with { Connections = (int)Positive(name, value) },
        "--rate" => this with { Rate = Positive(name, value) },
        "--warmup" => this with { Warmup = TimeSpan.FromSeconds(Positive(name, value)) },
        "--window" => this with { Window = TimeSpan.FromSeconds(Positive(name, value)) },
        "--rounds" => this with { Rounds = (int)Positive(name, value) },
        "--gap" when value == "0" => this with { Gap = TimeSpan.Zero },
        "--gap" => this with { Gap = TimeSpan.FromMilliseconds(Positive(name, value)) },
        "--calls" => this with { Calls = (long)Positive(name, value) },
        "--restarts" => this with { Restarts = (int)Positive(name, value) },
        "--out" => this with { Out = value },
        _ => throw new FormatException($"{name} {value} is not an option."),
    };

    private static double Positive(string name, string value) =>
        double.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new FormatException($"{name} takes a number above 0; {value} is none.");
}
