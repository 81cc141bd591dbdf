namespace Gateway.Ingress.Hosting.EmbeddedPostgres;

/// <summary>The embedded PostgreSQL cannot be run. The message says why and names the setting or the command that mends it; it is meant to be shown as it is.</summary>
public sealed class EmbeddedPostgresException : Exception
{
    public EmbeddedPostgresException()
    {
    }

    public EmbeddedPostgresException(string message) : base(message)
    {
    }

    public EmbeddedPostgresException(string message, Exception innerException) : base(message, innerException)
    {
    }
}
