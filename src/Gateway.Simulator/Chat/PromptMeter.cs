using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Gateway.Simulator.Chat;

/// <summary>
/// Counts prompt tokens by a rule that anyone can check: 3 for the conversation, 3 for each message, and one for each four bytes
/// (begun ones count) of each text in UTF-8, and of the JSON of the tools.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct PromptMeter()
{
    private const int PerConversation = 3;
    private const int PerMessage = 3;
    private const int BytesPerToken = 4;

    public int Tokens { get; private set; } = PerConversation;

    public ulong Seed { get; private set; }

    public void AddMessage() => Tokens += PerMessage;

    /// <summary>Adds the string that the reader stands on.</summary>
    public void AddText(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            AddText(reader.ValueSpan);
            return;
        }

        var rented = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        AddText(rented.AsSpan(0, reader.CopyString(rented)));
        ArrayPool<byte>.Shared.Return(rented);
    }

    public void AddText(ReadOnlySpan<byte> utf8)
    {
        Tokens += (utf8.Length + BytesPerToken - 1) / BytesPerToken;
        Seed = Text.Seed.Of(utf8, Seed);
    }
}
