using System.Globalization;
using System.Text.Json;

namespace Gateway.Domain.Governance;

/// <summary>
/// Takes the members of one object; what is missing, wrong or left over becomes an error. A refused value is given as empty, so that
/// reading goes on and all errors are found at once.
/// </summary>
internal sealed class ObjectReader
{
    private const int MaxFractionDigits = 12;

    // Keeps every cost exact within the 28 digits of a decimal, up to some ten thousand million tokens a call.
    private const decimal MaxPrice = 1_000_000m;

    private readonly SourceNode _node;
    private readonly ICollection<DeclarationError> _errors;
    private readonly List<string> _known = [];

    private ObjectReader(SourceNode node, ICollection<DeclarationError> errors)
    {
        _node = node;
        _errors = errors;
    }

    /// <summary>Reads an object through <paramref name="read"/> and refuses the members that it did not ask for.</summary>
    public static T? Read<T>(SourceNode node, ICollection<DeclarationError> errors, Func<ObjectReader, T> read)
        where T : class
    {
        if (node.Kind != JsonValueKind.Object)
        {
            errors.Add(node.Error($"Expected an object, found {node.KindInWords}."));
            return null;
        }

        var reader = new ObjectReader(node, errors);
        var result = read(reader);
        reader.RefuseUnknown();
        return result;
    }

    /// <summary>A string that must be there and that <paramref name="rule"/> accepts.</summary>
    public string Text(string member, DeclarationRule rule) => Require(member) ? OptionalText(member, rule) ?? "" : "";

    /// <summary>A string that may be left out.</summary>
    public string? OptionalText(string member, DeclarationRule rule)
    {
        if (Find(member) is not { } value)
            return null;
        if (value.Kind != JsonValueKind.String)
            return Refuse(member, $"Expected a string, found {value.KindInWords}.");
        return rule.Accepts(value.Text) ? value.Text : Refuse(member, rule.Words);
    }

    /// <summary>Decimal digits in a string, not negative; null: left out.</summary>
    public decimal? OptionalPrice(string member)
    {
        if (Find(member) is not { } value)
            return null;
        if (value.Kind == JsonValueKind.String
            && decimal.TryParse(value.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price)
            && price.Scale <= MaxFractionDigits
            && price <= MaxPrice)
        {
            return price;
        }

        Refuse(
            member,
            $"Write a decimal in a string, like \"2.50\": not negative, at most {MaxPrice:0}, at most {MaxFractionDigits} fraction digits, no exponent.");
        return null;
    }

    /// <summary>Decimal digits in a string that must be there.</summary>
    public decimal Price(string member) => Require(member) ? OptionalPrice(member) ?? 0 : 0;

    /// <summary>A day, <c>yyyy-MM-dd</c>, as its midnight UTC; null: refused.</summary>
    public DateTimeOffset? Day(string member)
    {
        if (!Require(member))
            return null;
        var value = Find(member)!;
        if (value.Kind == JsonValueKind.String
            && DateOnly.TryParseExact(value.Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        }

        Refuse(member, "Write a day as \"2026-01-31\".");
        return null;
    }

    private List<SourceNode> Items(string member)
    {
        if (Find(member) is not { } value)
            return [];
        if (value.Kind == JsonValueKind.Array)
            return value.Items;
        Refuse(member, $"Expected an array, found {value.KindInWords}.");
        return [];
    }

    /// <summary>The objects of an array that may be left out, each through <paramref name="read"/>.</summary>
    public List<T> Objects<T>(string member, Func<ObjectReader, T> read)
        where T : class =>
        Items(member).Select(item => Read(item, _errors, read)).OfType<T>().ToList();

    /// <summary>The strings of an array that may be left out, each once.</summary>
    public List<string> Texts(string member, DeclarationRule rule)
    {
        var texts = new List<string>();
        foreach (var item in Items(member))
        {
            if (item.Kind != JsonValueKind.String || !rule.Accepts(item.Text))
                _errors.Add(item.Error(rule.Words));
            else if (texts.Contains(item.Text))
                _errors.Add(item.Error($"'{item.Text}' is listed twice. Keep one."));
            else
                texts.Add(item.Text);
        }

        return texts;
    }

    /// <summary>Refuses an array that is missing or empty.</summary>
    public void RequireSome(string member)
    {
        if (Require(member) && Find(member) is { Kind: JsonValueKind.Array, Items.Count: 0 })
            Refuse(member, "The array is empty. Give one item at least.");
    }

    /// <summary>Refuses a member that an object of this version can't have, if it is there.</summary>
    public void Unsupported(string member, string message)
    {
        if (Find(member) is not null)
            Refuse(member, message);
    }

    /// <summary>Notes an error at a member, or at the object if it has no such member. Returns the empty value.</summary>
    public string Refuse(string member, string message)
    {
        var error = _node.Members.TryGetValue(member, out var found) ? found.Value.Error(message) : _node.Error(message);
        _errors.Add(error);
        return "";
    }

    private bool Require(string member)
    {
        if (Find(member) is not null)
            return true;
        Refuse(member, $"The member '{member}' is missing.");
        return false;
    }

    private SourceNode? Find(string member)
    {
        if (!_known.Contains(member))
            _known.Add(member);
        return _node.Members.GetValueOrDefault(member)?.Value;
    }

    private void RefuseUnknown()
    {
        foreach (var (name, member) in _node.Members.Where(pair => !_known.Contains(pair.Key)))
        {
            var message = $"There is no member '{name}' here. Known are: {string.Join(", ", _known)}.";
            _errors.Add(new DeclarationError(member.Value.Path, member.Line, member.Position, message));
        }
    }
}
