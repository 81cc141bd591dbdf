namespace Gateway.Simulator.Text;

/// <summary>A piece of text as a model emits it.</summary>
/// <param name="Json">The text in UTF-8, as it stands inside a JSON string.</param>
/// <param name="Bytes">The length of the text itself in UTF-8.</param>
internal sealed record Token(byte[] Json, int Bytes);
