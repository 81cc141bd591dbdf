using System.Collections.Frozen;

namespace Gateway.Simulator.Catalog;

/// <summary>
/// Finds what a model name asks for. Three forms: a served model (<c>gpt-4o</c>); a served model with directives
/// (<c>gpt-4o+cut-3</c>); directives alone (<c>sim-tokens-50</c>, <c>fault-429;retry-after=2</c>).
/// </summary>
internal sealed class ModelCatalog
{
    private readonly FrozenDictionary<string, ModelCard> _cards;

    public ModelCatalog(SimulatorOptions options)
    {
        var models = options.Models.Count > 0 ? options.Models.AsReadOnly() : ServedModel.Defaults;
        Cards = [.. models.Select(model => new ModelCard(model.Id, model.Snapshot ?? model.Id, ""))];
        _cards = Cards.ToFrozenDictionary(card => card.Id);
    }

    public IReadOnlyList<ModelCard> Cards { get; }

    public ModelCard? Find(string name)
    {
        if (_cards.TryGetValue(name, out var card))
        {
            return card;
        }

        foreach (var prefix in (ReadOnlySpan<string>)["sim-", "fault-"])
        {
            if (name.StartsWith(prefix, StringComparison.Ordinal))
            {
                return new ModelCard(name, name, name[prefix.Length..]);
            }
        }

        var plus = name.IndexOf('+', StringComparison.Ordinal);
        return plus > 0 && _cards.TryGetValue(name[..plus], out card) ? new ModelCard(name, card.Snapshot, name[(plus + 1)..]) : null;
    }
}
