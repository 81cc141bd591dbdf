namespace Gateway.Simulator.Wire;

/// <summary>The bearer check: any token passes unless <see cref="SimulatorOptions.ApiKey"/> names the only one.</summary>
internal sealed class ApiKeyCheck(SimulatorOptions options)
{
    private const string Scheme = "Bearer ";

    public ProviderError? Refuse(HttpRequest request)
    {
        var authorization = request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) || string.IsNullOrWhiteSpace(authorization[Scheme.Length..]))
        {
            return ProviderError.MissingKey;
        }

        return options.ApiKey is null || authorization.AsSpan(Scheme.Length).SequenceEqual(options.ApiKey) ? null : ProviderError.WrongKey;
    }
}
