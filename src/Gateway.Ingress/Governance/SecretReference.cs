namespace Gateway.Ingress.Governance;

/// <summary>Where a secret is: <c>env:NAME</c> or <c>file:PATH</c>. The secret itself is never configured.</summary>
internal static class SecretReference
{
    private const string Environment = "env:";
    private const string File = "file:";

    /// <summary>Reads a secret, without the white space around it; null: there is none, or it can't be read.</summary>
    public static string? Read(string reference)
    {
        string? secret = null;
        if (reference.StartsWith(Environment, StringComparison.Ordinal))
            secret = System.Environment.GetEnvironmentVariable(reference[Environment.Length..]);
        else if (reference.StartsWith(File, StringComparison.Ordinal) && System.IO.File.Exists(reference[File.Length..]))
            secret = System.IO.File.ReadAllText(reference[File.Length..]);

        return string.IsNullOrWhiteSpace(secret) ? null : secret.Trim();
    }
}
