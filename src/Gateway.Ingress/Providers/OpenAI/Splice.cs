namespace Gateway.Ingress.Providers.OpenAI;

/// <summary>A change of a request's body that leaves every other byte as it was.</summary>
/// <param name="Offset">Where, in bytes of the original.</param>
/// <param name="Length">How many bytes of the original go.</param>
/// <param name="Replacement">What stands there instead.</param>
public readonly record struct Splice(int Offset, int Length, ReadOnlyMemory<byte> Replacement);
