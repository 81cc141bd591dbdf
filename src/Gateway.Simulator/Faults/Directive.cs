using System.Globalization;

namespace Gateway.Simulator.Faults;

/// <summary>
/// An order to answer in a certain way. One grammar for the header <c>x-simulator-fault</c> and for model names
/// (<c>sim-…</c>, <c>fault-…</c>, <c>gpt-4o+…</c>):
/// <code>
/// directives = directive *( "," directive )
/// directive  = ( name [ "-" number ] / status ) *( ";" parameter "=" value )
/// </code>
/// <c>cut-3</c> is the directive <c>cut</c> with the number 3; a bare <c>429</c> is <c>status-429</c>. Every directive takes
/// the parameter <c>times</c>: it is obeyed only so often for the same text, then the answer is an ordinary one.
/// </summary>
/// <param name="Text">As it was written.</param>
/// <param name="Name">What to do.</param>
/// <param name="Number">How much, when or which: its meaning is the directive's.</param>
/// <param name="Parameters">The rest.</param>
internal sealed record Directive(string Text, string Name, long? Number, IReadOnlyDictionary<string, string> Parameters)
{
    public static Directive Parse(string text)
    {
        var parts = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var parameters = new Dictionary<string, string>();
        foreach (var part in parts.Skip(1))
        {
            var pair = part.Split('=', 2, StringSplitOptions.TrimEntries);
            parameters[pair[0]] = pair.Length > 1 ? pair[1] : "";
        }

        var (name, number) = SplitNumber(parts.FirstOrDefault(""));
        return new Directive(text, name, number, parameters);
    }

    /// <summary>The number, or a default within <see cref="int"/>.</summary>
    public int NumberOr(int otherwise) => (int)Math.Clamp(Number ?? otherwise, 0, int.MaxValue);

    public string? Parameter(string name) => Parameters.GetValueOrDefault(name);

    private static (string Name, long? Number) SplitNumber(string word)
    {
        var dash = word.LastIndexOf('-');
        if (!long.TryParse(word.AsSpan(dash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return (word, null);
        }

        return (dash > 0 ? word[..dash] : "status", number);
    }
}
