namespace Gateway.Ingress.Hosting.Sample;

/// <summary>What a first look is told, on standard output and never through a logger: it holds secrets.</summary>
internal static class SampleWelcome
{
    /// <summary>The text.</summary>
    /// <param name="urls">Where the gateway listens.</param>
    /// <param name="simulator">The simulator's base URL.</param>
    /// <param name="credentials">The secrets.</param>
    public static string Text(IEnumerable<string> urls, Uri simulator, SampleCredentials credentials)
    {
        var address = AddressOf(urls);
        const string Query = "{ calls(first: 5) { totalCount nodes { id status requestedModel inputTokens outputTokens cost { amount currency } startedAt } } }";
        return
            $$"""

            Gateway is up, with a simulated provider and a sample organization.

              gateway       {{address}}          (OpenAI base URL: {{address}}/v1)
              GraphQL       {{address}}/graphql
              simulator     {{simulator}}
              virtual key   {{credentials.VirtualKey}}
              admin token   {{credentials.AdminToken}}

            Make a call:

              curl {{address}}/v1/chat/completions -H 'Authorization: Bearer {{credentials.VirtualKey}}' -H 'Content-Type: application/json' -d '{"model":"gpt-4o","messages":[{"role":"user","content":"Hello"}]}'

            See it recorded:

              curl {{address}}/graphql -H 'Authorization: Bearer {{credentials.AdminToken}}' -H 'Content-Type: application/json' -d '{"query":"{{Query}}"}'

            """;
    }

    // An address that stands for all of this machine's is none to connect to.
    private static string AddressOf(IEnumerable<string> urls)
    {
        var address = BindingAddress.Parse(urls.First());
        return $"{address.Scheme}://{(address.Host is "[::]" or "0.0.0.0" ? "127.0.0.1" : address.Host)}:{address.Port}";
    }
}
