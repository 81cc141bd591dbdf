namespace Gateway.Ingress;

/// <summary>How the schema of the database is looked after: <c>Gateway:Schema</c>.</summary>
public enum SchemaMode
{
    /// <summary>It is brought up to date at start, under one lock.</summary>
    Apply,

    /// <summary>A database that is not up to date refuses the start.</summary>
    Verify,
}

/// <summary>A part that a process plays: <c>Gateway:Roles</c>.</summary>
[Flags]
public enum Roles
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>Takes calls.</summary>
    Ingress = 1,

    /// <summary>Keeps the read models up to date.</summary>
    Projections = 2,

    /// <summary>Answers GraphQL.</summary>
    GraphQL = 4,

    /// <summary>Everything.</summary>
    All = Ingress | Projections | GraphQL,
}

/// <summary>The process as a whole: <c>Gateway</c>.</summary>
public sealed class GatewayOptions
{
    /// <summary>Where the embedded database and its keys live. Default: <c>.gateway</c>.</summary>
    public string Home { get; set; } = ".gateway";

    /// <summary>The parts that this process plays. Default: all.</summary>
    public Roles Roles { get; set; } = Roles.All;

    /// <summary>Whether several processes of this database have the role <see cref="Roles.Projections"/>, so that it is spread over them. Default: no.</summary>
    public bool Clustered { get; set; }

    /// <summary>How the schema is looked after. Default: <see cref="SchemaMode.Apply"/>.</summary>
    public SchemaMode Schema { get; set; } = SchemaMode.Apply;

    /// <summary>The largest request body in bytes. Default: 20 MiB.</summary>
    public int MaxBodyBytes { get; set; } = 20 * 1024 * 1024;

    /// <summary>The bootstrap bearer token for GraphQL; null: GraphQL refuses everybody.</summary>
    public string? AdminToken { get; set; }

    /// <summary>The configuration file; null: there is none.</summary>
    public string? ConfigFile { get; set; }

    /// <summary>Where the master key is, <c>env:NAME</c> or <c>file:PATH</c>: 32 bytes in base64. With the embedded database it is made once.</summary>
    public string? MasterKey { get; set; }
}
