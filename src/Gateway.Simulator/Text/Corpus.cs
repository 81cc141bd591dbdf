namespace Gateway.Simulator.Text;

/// <summary>The sentences that answers are made of, cut into tokens once.</summary>
internal static class Corpus
{
    /// <summary>Sentences that can begin an answer.</summary>
    public static Token[][] Openings { get; } = Cut(
        "Here is a short overview of what you asked for.",
        "Good question; the answer depends on how the system is used.",
        "In short, yes, but there are two conditions that matter.",
        "Let me walk through this one step at a time.",
        "The usual approach is to measure first and to change one thing afterwards.",
        "Certainly! The idea behind it is simpler than its name suggests.",
        "There are three parts to this, and they build on each other.",
        "Based on the context you gave, this is what I would do.");

    /// <summary>Sentences that can follow; quotes, line breaks and characters beyond ASCII are there on purpose.</summary>
    public static Token[][] Continuations { get; } = Cut(
        " A record that is written before the effect can be trusted after a crash.",
        " Most of the cost comes from the longest requests, not from the most frequent ones.",
        " When two services disagree, the one with the durable log is usually right.",
        " You can verify this by comparing the totals of both sides at the end of the day.",
        " The term \"eventually consistent\" only says that the views catch up, not when.",
        " Für die meisten Anwendungen genügt eine einfache Warteschlange.",
        " A smaller batch lowers the latency; a larger one lowers the cost per item.",
        " That is why the order of the steps is more important than their speed.",
        " Le café d'à côté serves as a naïve example: every order is noted before it is prepared.",
        " If the connection breaks in the middle, the partial answer must not look complete.",
        " Keep the key outside of the database, and rotate it on a fixed schedule.",
        " It helps to give every retry a limit, and to spread the attempts over time.",
        "\n\n1. Collect the requirements from everyone who depends on the result.",
        "\n2. Write down what must never happen, and turn it into a test.",
        "\n- Note: prices are quoted in USD per million tokens (input ≠ output).",
        "\n\n```csharp\nvar total = usage.InputTokens + usage.OutputTokens;\n```\n",
        " 日本語のテキストも同じように処理されます。",
        " Emoji such as 🚀 or 👍🏽 take more than one token each.",
        " The path C:\\data\\logs is only valid on one of the two machines.",
        " As a rule of thumb, a page of English text is about five hundred tokens.");

    private static Token[][] Cut(params string[] sentences) => [.. sentences.Select(Tokenizer.Cut)];
}
