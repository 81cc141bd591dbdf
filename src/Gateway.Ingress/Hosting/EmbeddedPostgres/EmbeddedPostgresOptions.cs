namespace Gateway.Ingress.Hosting.EmbeddedPostgres;

/// <summary>How the embedded PostgreSQL is kept and run. Used only when no <c>ConnectionStrings:Gateway</c> is configured.</summary>
public sealed class EmbeddedPostgresOptions
{
    /// <summary>The configuration section these options are bound from.</summary>
    public const string Section = "Gateway:Postgres";

    /// <summary>The folder that holds the data, the lock and the secrets. Relative to the working directory; default <c>.gateway</c>.</summary>
    public string Home { get; set; } = ".gateway";

    /// <summary>The TCP port on 127.0.0.1. Default 0: any free port, chosen anew at each start.</summary>
    public int Port { get; set; }

    /// <summary>Further lines for <c>postgresql.conf</c>, such as <c>shared_buffers = 1GB</c>; they win over the built-in ones. Default: none.</summary>
    public IDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How long a start (crash recovery included) may take. Default 60 seconds.</summary>
    public TimeSpan StartTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a fast shutdown (checkpoint included) may take before an immediate one is asked for. Default 30 seconds.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
