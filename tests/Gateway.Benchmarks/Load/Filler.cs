using System.Text;

namespace Gateway.Benchmarks.Load;

/// <summary>Text of an exact length that reads like prose and needs no escape in JSON.</summary>
internal static class Filler
{
    private const string Sentence = "The quick brown fox jumps over the lazy dog and then tells the story to everyone it meets. ";

    /// <summary>Exactly <paramref name="length"/> ASCII characters.</summary>
    public static string Text(int length)
    {
        var text = new StringBuilder(length + Sentence.Length);
        while (text.Length < length)
            text.Append(Sentence);
        text.Length = length;
        return text.ToString();
    }
}
