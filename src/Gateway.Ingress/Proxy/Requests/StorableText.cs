using System.Text;

namespace Gateway.Ingress.Proxy.Requests;

/// <summary>Makes an outsider's string fit for an event: bounded, and without what <c>jsonb</c> refuses (NUL, half a surrogate pair).</summary>
internal static class StorableText
{
    /// <summary>The most characters of a name: a model, a session, a user.</summary>
    public const int MaxLength = 256;

    /// <summary>The most bytes of a tag's name or value, in UTF-8.</summary>
    public const int MaxTagBytes = 256;

    /// <summary>The string as it may be stored.</summary>
    /// <param name="text">What an outsider sent.</param>
    /// <param name="changed">Set when the result is not what was sent; never cleared.</param>
    public static string? Clean(string? text, ref bool changed) => Clean(text, int.MaxValue, ref changed);

    /// <summary>The name or the value of a tag as it may be stored.</summary>
    /// <param name="text">What an outsider sent.</param>
    /// <param name="changed">Set when the result is not what was sent; never cleared.</param>
    public static string CleanTag(string text, ref bool changed) => Clean(text, MaxTagBytes, ref changed)!;

    private static string? Clean(string? text, int maxBytes, ref bool changed)
    {
        if (text is null || (Fits(text, maxBytes) && !text.Contains('\0') && !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')))
            return text;

        var clean = new StringBuilder(MaxLength);
        var bytes = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == 0)
                continue;

            bytes += rune.Utf8SequenceLength;
            if (bytes > maxBytes || clean.Length + rune.Utf16SequenceLength > MaxLength)
                break;
            clean.Append(rune.ToString());
        }

        var stored = clean.ToString();
        changed |= stored != text;
        return stored;
    }

    private static bool Fits(string text, int maxBytes) => text.Length <= MaxLength && (maxBytes >= MaxLength * 3 || Encoding.UTF8.GetByteCount(text) <= maxBytes);
}
