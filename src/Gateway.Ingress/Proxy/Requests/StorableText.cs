using System.Text;

namespace Gateway.Ingress.Proxy.Requests;

/// <summary>Makes an outsider's string fit for an event: bounded, and without what <c>jsonb</c> refuses (NUL, half a surrogate pair).</summary>
internal static class StorableText
{
    /// <summary>The most characters of a name: a model, a session, a user, a tag's value.</summary>
    public const int MaxLength = 256;

    /// <summary>The string as it may be stored.</summary>
    /// <param name="text">What an outsider sent.</param>
    /// <param name="changed">Set when the result is not what was sent; never cleared.</param>
    public static string? Clean(string? text, ref bool changed)
    {
        if (text is null || (text.Length <= MaxLength && !text.Contains('\0') && !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF')))
            return text;

        var clean = new StringBuilder(MaxLength);
        foreach (var rune in text.EnumerateRunes())
        {
            if (clean.Length + rune.Utf16SequenceLength > MaxLength)
                break;
            if (rune.Value != 0)
                clean.Append(rune.ToString());
        }

        var stored = clean.ToString();
        changed |= stored != text;
        return stored;
    }
}
