using System.Collections.Concurrent;
using System.Collections.Frozen;
using Gateway.Simulator.Answers;
using Gateway.Simulator.Catalog;

namespace Gateway.Simulator.Faults;

/// <summary>All directives there are, and the scripts that they make.</summary>
internal sealed class FaultCatalog
{
    public const string Header = "x-simulator-fault";

    private readonly FrozenDictionary<string, IFault> _faults = typeof(IFault).Assembly.GetTypes()
        .Where(type => type.IsClass && type.IsAssignableTo(typeof(IFault)))
        .Select(type => (IFault)Activator.CreateInstance(type)!)
        .SelectMany(fault => fault.Names.Select(name => KeyValuePair.Create(name, fault)))
        .ToFrozenDictionary();

    private readonly ConcurrentDictionary<string, int> _strikes = new();

    /// <summary>What the model's name orders; <c>null</c>: a directive that does not exist.</summary>
    public AnswerScript? ScriptOf(ModelCard model) =>
        model.Directives.Length == 0 ? AnswerScript.Ordinary : Obey(model.Directives, AnswerScript.Ordinary);

    /// <summary>What the request's header orders on top; <c>null</c>: a directive that does not exist.</summary>
    public AnswerScript? Extend(AnswerScript script, HttpRequest request) =>
        request.Headers.TryGetValue(Header, out var directives) ? Obey(directives.ToString(), script) : script;

    /// <summary>Forgets how often limited directives have struck.</summary>
    public void Reset() => _strikes.Clear();

    private AnswerScript? Obey(string directives, AnswerScript script)
    {
        foreach (var text in directives.Split(',', StringSplitOptions.TrimEntries))
        {
            var directive = Directive.Parse(text);
            if (!_faults.TryGetValue(directive.Name, out var fault))
            {
                return null;
            }

            if (Strikes(directive))
            {
                script = fault.Apply(directive, script);
            }
        }

        return script;
    }

    private bool Strikes(Directive directive) =>
        !int.TryParse(directive.Parameter("times"), out var times)
        || _strikes.AddOrUpdate(directive.Text, 1, (_, count) => count + 1) <= times;
}
