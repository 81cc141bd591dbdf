namespace Gateway.Simulator.Wire;

/// <summary>Ids as the provider makes them: a prefix and characters without meaning.</summary>
internal static class OpaqueId
{
    private const string Alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    public static string Completion() => string.Concat("chatcmpl-", Characters(29));

    public static string ToolCall() => string.Concat("call_", Characters(24));

    public static string Request() => string.Concat("req_", Characters(32));

    private static string Characters(int length) => string.Create(length, 0, static (span, _) => Random.Shared.GetItems(Alphabet, span));
}
