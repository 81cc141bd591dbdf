namespace Gateway.Ingress.Hosting.Sample;

/// <summary>What a first look is told, on standard output and never through a logger: it holds secrets.</summary>
internal static class SampleWelcome
{
    /// <summary>The text.</summary>
    public static string Text(string address, Uri simulator, SampleCredentials credentials)
    {
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
}
