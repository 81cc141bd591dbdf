using System.Text;
using System.Text.Encodings.Web;

namespace Gateway.Simulator.Text;

/// <summary>
/// Cuts text about as a byte-pair tokenizer does: a word keeps the blank before it, long words are cut, marks and line breaks
/// stand alone.
/// </summary>
internal static class Tokenizer
{
    private const int LongestWord = 8;

    public static Token[] Cut(string text)
    {
        var tokens = new List<Token>();
        for (var start = 0; start < text.Length;)
        {
            var end = EndOfToken(text, start);
            var piece = text[start..end];
            tokens.Add(new Token(Encoding.UTF8.GetBytes(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(piece)), Encoding.UTF8.GetByteCount(piece)));
            start = end;
        }

        return [.. tokens];
    }

    private static int EndOfToken(string text, int start)
    {
        var letters = text[start] == ' ' ? start + 1 : start;
        var end = letters;
        while (end < text.Length && end - letters < LongestWord && char.IsLetterOrDigit(text[end]))
        {
            end++;
        }

        if (end > letters)
        {
            return end;
        }

        // A surrogate pair is one character: half of it is not UTF-8.
        return letters < text.Length && char.IsHighSurrogate(text[letters]) ? letters + 2 : Math.Min(letters + 1, text.Length);
    }
}
