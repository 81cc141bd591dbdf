namespace Gateway.Benchmarks.Processes;

/// <summary>How a gateway under measurement is started.</summary>
internal sealed record GatewaySettings
{
    /// <summary>What it is called in tables.</summary>
    public required string Name { get; init; }

    /// <summary><c>Gateway:Roles</c>. Null: all of them.</summary>
    public string? Roles { get; init; }

    /// <summary><c>Gateway:Audit:Mode</c>. Null: the gateway's default, which is strict.</summary>
    public string? AuditMode { get; init; }

    /// <summary>Whether <see cref="UnrecordedGateway"/> stands in for the gateway.</summary>
    public bool IsUnrecorded { get; init; }
}
