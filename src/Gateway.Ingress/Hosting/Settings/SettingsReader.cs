using System.Globalization;

namespace Gateway.Ingress.Hosting.Settings;

/// <summary>Reads settings one by one and collects what is wrong with them, so that all of it is reported at once.</summary>
/// <param name="configuration">Where they stand.</param>
/// <param name="errors">Gets what is wrong: each names the key and the fix.</param>
internal sealed class SettingsReader(IConfiguration configuration, List<string> errors)
{
    private const string Root = "Gateway";

    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Something is wrong with a setting.</summary>
    public void Refuse(string key, string fix) => errors.Add($"{Root}:{key}: {fix}");

    /// <summary>Any text that is not empty.</summary>
    public string? Text(string key)
    {
        _known.Add(key);
        var value = configuration[$"{Root}:{key}"];
        return string.IsNullOrWhiteSpace(value) ? null : value.Trim();
    }

    /// <summary>One of an enumeration's names.</summary>
    public T Choice<T>(string key, T otherwise)
        where T : struct, Enum
    {
        if (Text(key) is not { } value)
            return otherwise;
        if (Enum.TryParse<T>(value, ignoreCase: true, out var choice) && Enum.IsDefined(choice) && !char.IsAsciiDigit(value[0]))
            return choice;

        Refuse(key, $"'{value}' is not known; say one of {string.Join(", ", Enum.GetNames<T>())}.");
        return otherwise;
    }

    /// <summary>A whole number within bounds.</summary>
    public int Integer(string key, int otherwise, int min, int max)
    {
        if (Text(key) is not { } value)
            return otherwise;
        if (int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;

        Refuse(key, $"'{value}' is not a whole number from {min} to {max}.");
        return otherwise;
    }

    /// <summary>A length of time within bounds.</summary>
    public TimeSpan Duration(string key, TimeSpan otherwise, TimeSpan min, TimeSpan max)
    {
        if (Text(key) is not { } value)
            return otherwise;
        if (TimeSpan.TryParseExact(value, "c", CultureInfo.InvariantCulture, out var duration) && duration >= min && duration <= max)
            return duration;

        Refuse(key, $"'{value}' is not a length of time from {min:c} to {max:c}, written hh:mm:ss.");
        return otherwise;
    }

    /// <summary>True or false.</summary>
    public bool Flag(string key, bool otherwise)
    {
        if (Text(key) is not { } value)
            return otherwise;
        if (bool.TryParse(value, out var flag))
            return flag;

        Refuse(key, $"'{value}' is neither true nor false.");
        return otherwise;
    }

    /// <summary>A setting that nobody reads is a mistake that nobody would notice.</summary>
    public void RefuseUnknown()
    {
        foreach (var (key, value) in configuration.GetSection(Root).AsEnumerable(makePathsRelative: true))
        {
            if (value is not null && !_known.Contains(key))
                Refuse(key, $"there is no such setting. Known are {string.Join(", ", _known.Order(StringComparer.Ordinal))}.");
        }
    }
}
