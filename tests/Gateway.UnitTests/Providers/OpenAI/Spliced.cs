using Gateway.Ingress.Providers.OpenAI;

namespace Gateway.UnitTests.Providers.OpenAI;

/// <summary>What a body becomes by its splices, worked out from the last to the first.</summary>
internal static class Spliced
{
    public static byte[] Body(byte[] body, params IEnumerable<Splice?> splices)
    {
        foreach (var splice in splices.OfType<Splice>().OrderByDescending(splice => splice.Offset).ThenByDescending(splice => splice.Length))
            body = [.. body[..splice.Offset], .. splice.Replacement.Span, .. body[(splice.Offset + splice.Length)..]];
        return body;
    }
}
