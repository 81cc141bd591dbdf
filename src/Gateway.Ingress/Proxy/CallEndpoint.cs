namespace Gateway.Ingress.Proxy;

/// <summary>What a path stands for, as events name it.</summary>
/// <param name="Name">What is asked for, in OpenTelemetry's words.</param>
/// <param name="WireFormat">The format that request and answer are in.</param>
internal sealed record CallEndpoint(string Name, string WireFormat)
{
    /// <summary><c>/v1/chat/completions</c>.</summary>
    public static CallEndpoint Chat { get; } = new("chat", "openai.chat");

    /// <summary><c>/v1/models</c>: a call only if it is refused.</summary>
    public static CallEndpoint Models { get; } = new("models", "openai");

    /// <summary>A path under <c>/v1</c> that the gateway does not answer.</summary>
    public static CallEndpoint Unknown { get; } = new("unknown", "openai");
}
