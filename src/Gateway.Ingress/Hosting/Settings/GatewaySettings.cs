using Gateway.Domain.Governance;
using Gateway.Ingress.Hosting.EmbeddedPostgres;
using Gateway.Ingress.Journal;
using Gateway.Ingress.Nodes;
using Gateway.Ingress.Proxy;
using Gateway.Projections.Content;
using Npgsql;

namespace Gateway.Ingress.Hosting.Settings;

/// <summary>Everything that can be set, read and checked before anything is started.</summary>
internal sealed class GatewaySettings
{
    public required GatewayOptions Gateway { get; init; }

    public required AuditOptions Audit { get; init; }

    public required NodeOptions Node { get; init; }

    public required ProxyOptions Proxy { get; init; }

    public required EmbeddedPostgresOptions Postgres { get; init; }

    /// <summary>The configured database; null: the embedded one.</summary>
    public string? ConnectionString { get; init; }

    /// <summary>The master key; null: it is the embedded database's own, made once.</summary>
    public MasterKey? MasterKey { get; init; }

    /// <summary>What the configuration file declares; null: there is none.</summary>
    public Declaration? Declaration { get; init; }

    /// <summary>Where to listen.</summary>
    public required IReadOnlyList<ListenAddress> Addresses { get; init; }

    /// <summary>Whether this is a first look: nothing is configured, so everything is started and told.</summary>
    public bool IsSample => ConnectionString is null && Gateway.ConfigFile is null;

    /// <summary>Reads the settings, and the master key and the configuration file that they name.</summary>
    /// <exception cref="SettingsException">Some are wrong.</exception>
    public static GatewaySettings Read(IConfiguration configuration)
    {
        var errors = new List<string>();
        var reader = new SettingsReader(configuration, errors);
        var connectionString = ReadConnectionString(configuration, errors);
        var gateway = ReadGateway(reader, isEmbedded: connectionString is null);
        var settings = new GatewaySettings
        {
            ConnectionString = connectionString,
            Gateway = gateway,
            Audit = ReadAudit(reader),
            Node = ReadNode(reader),
            Proxy = ReadProxy(reader),
            Postgres = new EmbeddedPostgresOptions { Home = reader.Text("Home") ?? ".gateway", Port = reader.Integer("Postgres:Port", 0, 0, 65_535) },
            MasterKey = gateway.MasterKey is { } key ? MasterKeyFile.Read(key, errors) : null,
            Declaration = gateway.ConfigFile is { } file ? ConfigurationFile.Read(file, errors) : null,
            Addresses = ListenAddress.Read(configuration, errors),
        };
        reader.RefuseUnknown();
        return errors.Count == 0 ? settings : throw new SettingsException(errors);
    }

    private static string? ReadConnectionString(IConfiguration configuration, List<string> errors)
    {
        const string Key = "ConnectionStrings:Gateway";
        var value = configuration[Key];
        if (string.IsNullOrWhiteSpace(value))
            return null;

        try
        {
            var parsed = new NpgsqlConnectionStringBuilder(value);
            if (string.IsNullOrEmpty(parsed.Host) || string.IsNullOrEmpty(parsed.Database))
                errors.Add($"{Key}: say at least Host and Database, as in 'Host=db;Database=gateway;Username=gateway;Password=...'.");
        }
        catch (ArgumentException)
        {
            // The message would repeat the string, and with it the password.
            errors.Add($"{Key}: this is not a connection string of PostgreSQL; write 'Host=db;Database=gateway;Username=gateway;Password=...'.");
        }

        return value;
    }

    private static GatewayOptions ReadGateway(SettingsReader reader, bool isEmbedded)
    {
        var options = new GatewayOptions();
        options.Home = reader.Text("Home") ?? options.Home;
        options.Roles = ReadRoles(reader);
        options.Clustered = reader.Flag("Clustered", options.Clustered);
        options.Schema = reader.Choice("Schema", options.Schema);
        options.MaxBodyBytes = reader.Integer("MaxBodyBytes", options.MaxBodyBytes, 1024, 1024 * 1024 * 1024);
        options.AdminToken = reader.Text("AdminToken");
        options.ConfigFile = reader.Text("ConfigFile");
        options.MasterKey = reader.Text("Keys:Master");
        if (options.AdminToken?.Length < 16)
            reader.Refuse("AdminToken", "it is too short to be a secret; give at least 16 characters.");
        if (!isEmbedded && options.MasterKey is null)
            reader.Refuse("Keys:Master", "with a configured database, say where the master key is: env:NAME or file:PATH, 32 bytes in base64 (openssl rand -base64 32).");
        return options;
    }

    private static Roles ReadRoles(SettingsReader reader)
    {
        const string Fix = "say some of ingress, projections, graphql, separated by commas.";
        if (reader.Text("Roles") is not { } value)
            return Roles.All;

        var roles = Roles.None;
        var names = value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var name in names)
        {
            if (char.IsAsciiLetter(name[0]) && Enum.TryParse<Roles>(name, ignoreCase: true, out var role) && role is Roles.Ingress or Roles.Projections or Roles.GraphQL)
                roles |= role;
            else
                reader.Refuse("Roles", $"'{name}' is not a role; {Fix}");
        }

        if (names.Length == 0)
            reader.Refuse("Roles", $"'{value}' names none; {Fix}");
        return roles;
    }

    private static AuditOptions ReadAudit(SettingsReader reader)
    {
        var options = new AuditOptions();
        options.Mode = reader.Choice("Audit:Mode", options.Mode);
        options.AdmitTimeout = reader.Duration("Audit:AdmitTimeout", options.AdmitTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        options.SettleTimeout = reader.Duration("Audit:SettleTimeout", options.SettleTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(5));
        options.CommitTimeout = reader.Duration("Audit:CommitTimeout", options.CommitTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        options.MaxOpenCalls = reader.Integer("Audit:MaxOpenCalls", options.MaxOpenCalls, 1, 1_000_000);
        options.MaxBatch = reader.Integer("Audit:MaxBatch", options.MaxBatch, 1, 10_000);
        return options;
    }

    private static NodeOptions ReadNode(SettingsReader reader)
    {
        var options = new NodeOptions();
        options.Name = reader.Text("Node:Name") ?? options.Name;
        options.Lease = reader.Duration("Node:Lease", options.Lease, TimeSpan.FromMilliseconds(500), TimeSpan.FromMinutes(10));
        return options;
    }

    private static ProxyOptions ReadProxy(SettingsReader reader)
    {
        var (shortest, longest) = (TimeSpan.FromMilliseconds(50), TimeSpan.FromHours(1));
        var options = new ProxyOptions();
        options.ConnectTimeout = reader.Duration("Proxy:ConnectTimeout", options.ConnectTimeout, shortest, longest);
        options.FirstByteTimeout = reader.Duration("Proxy:FirstByteTimeout", options.FirstByteTimeout, shortest, longest);
        options.IdleTimeout = reader.Duration("Proxy:IdleTimeout", options.IdleTimeout, shortest, longest);
        options.MaxBufferedAnswerBytes = reader.Integer("Proxy:MaxBufferedAnswerBytes", options.MaxBufferedAnswerBytes, 64 * 1024, 1024 * 1024 * 1024);
        return options;
    }
}
