using System.Buffers;

namespace Gateway.Domain.Governance;

/// <summary>What a text of the control plane may look like. Such texts stand in events, tenants and URLs for good.</summary>
/// <param name="Words">What a person is told who breaks it.</param>
/// <param name="Accepts">Whether a text keeps it.</param>
internal sealed record DeclarationRule(string Words, Func<string, bool> Accepts)
{
    private const int MaxText = 200;
    private const int MaxName = 64;

    private static readonly SearchValues<char> NameLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>A name that we give.</summary>
    public static DeclarationRule Name { get; } = new(
        "A name has 1 to 64 letters, digits, '.', '_' or '-' (ASCII), and starts with a letter or a digit.",
        text => text.Length is > 0 and <= MaxName && char.IsAsciiLetterOrDigit(text[0]) && text.AsSpan().IndexOfAnyExcept(NameLetters) < 0);

    /// <summary>A name of a model: clients and providers give it.</summary>
    public static DeclarationRule Model { get; } = new(
        "A model's name has 1 to 200 visible ASCII characters, without '*'.",
        text => IsVisible(text) && !text.Contains('*'));

    /// <summary>A model's name or the beginning of one.</summary>
    public static DeclarationRule Pattern { get; } = new(
        "Write a model's name, or the beginning of one followed by '*'; \"*\" alone is every model.",
        text => IsVisible(text) && text.IndexOf('*') is var star && (star < 0 || star == text.Length - 1));

    /// <summary>Where a provider answers.</summary>
    public static DeclarationRule BaseUrl { get; } = new(
        "Write an absolute http or https URL up to and with the version segment, like \"https://api.openai.com/v1\": "
        + "no user or password, no query, no fragment, no '/' at the end.",
        IsBaseUrl);

    /// <summary>How a secret is named without being held.</summary>
    public static DeclarationRule Reference { get; } = new(
        "Write \"env:NAME\" (an environment variable) or \"file:PATH\"; the secret itself never stands in the configuration.",
        IsReference);

    /// <summary>One of a few known words.</summary>
    public static DeclarationRule OneOf(string what, IReadOnlyCollection<string> known) => new(
        $"This version knows no such {what}. Known: {string.Join(", ", known)}.",
        known.Contains);

    private static bool IsVisible(string text) => text.Length is > 0 and <= MaxText && text.All(letter => letter is > ' ' and <= '~');

    private static bool IsBaseUrl(string text) =>
        IsVisible(text)
        && Uri.TryCreate(text, UriKind.Absolute, out var url)
        && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)
        && url.Host.Length > 0
        && url.UserInfo.Length == 0
        && text.AsSpan().IndexOfAny("?#@\\") < 0
        && !text.EndsWith('/');

    private static bool IsReference(string text)
    {
        if (text.StartsWith("env:", StringComparison.Ordinal))
            return text.Length > 4 && !text.AsSpan(4).ContainsAnyExcept(NameLetters);
        return text.StartsWith("file:", StringComparison.Ordinal) && text.Length is > 5 and <= 1024 && !text.Any(char.IsControl);
    }
}
