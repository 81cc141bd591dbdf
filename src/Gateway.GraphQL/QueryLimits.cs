using Gateway.GraphQL.Errors;
using GraphQL.Execution;
using GraphQL.Validation;
using GraphQLParser.AST;

namespace Gateway.GraphQL;

/// <summary>
/// Refuses a document that is nested too deeply or asks for too much: one for each field, times the page size for what is below a page.
/// A fragment is measured once however often it is spread. Introspection is free: its size is the schema's.
/// </summary>
internal sealed class QueryLimits : ValidationRuleBase
{
    /// <summary>Levels of fields.</summary>
    public const int MaxDepth = 12;

    /// <summary>Fields, those below a page counted as often as the page may hold them.</summary>
    public const int MaxComplexity = 50_000;

    public override ValueTask<INodeVisitor?> GetPostNodeVisitorAsync(ValidationContext context)
    {
        if (!context.HasErrors)
        {
            var size = new Measure(context).Of(context.Operation.SelectionSet);
            if (size.Depth > MaxDepth)
                context.ReportError(new LimitError(ErrorCodes.TooDeep, $"The query is {size.Depth} levels deep; {MaxDepth} are allowed."));
            if (size.Fields > MaxComplexity)
            {
                context.ReportError(new LimitError(
                    ErrorCodes.TooComplex, $"The query asks for {size.Fields:0} fields; {MaxComplexity} are allowed. Ask for smaller pages."));
            }
        }

        return default;
    }

    private sealed record Size(double Fields, int Depth)
    {
        public static readonly Size None = new(0, 0);

        public Size And(Size other) => new(Fields + other.Fields, Math.Max(Depth, other.Depth));
    }

    private sealed class Measure(ValidationContext context)
    {
        private readonly Dictionary<string, Size> _fragments = new(StringComparer.Ordinal);

        public Size Of(GraphQLSelectionSet? set) =>
            set is null ? Size.None : set.Selections.Aggregate(Size.None, (sum, selection) => sum.And(Of(selection)));

        private Size Of(ASTNode selection) => selection switch
        {
            GraphQLField field when field.Name.StringValue.StartsWith("__", StringComparison.Ordinal) => new Size(1, 1),
            GraphQLField field => Of(field.SelectionSet) is var inner ? new Size(1 + (PageSize(field) * inner.Fields), 1 + inner.Depth) : Size.None,
            GraphQLInlineFragment fragment => Of(fragment.SelectionSet),
            GraphQLFragmentSpread spread => OfFragment(spread.FragmentName.Name.StringValue),
            _ => Size.None,
        };

        private Size OfFragment(string name)
        {
            if (!_fragments.TryGetValue(name, out var size))
                _fragments[name] = size = Of(Definition(name)?.SelectionSet);
            return size;
        }

        private GraphQLFragmentDefinition? Definition(string name) => context.Document.Definitions
            .OfType<GraphQLFragmentDefinition>()
            .FirstOrDefault(fragment => fragment.FragmentName.Name.StringValue == name);

        private int PageSize(GraphQLField field)
        {
            if (context.ArgumentValues?.TryGetValue(field, out var arguments) != true || arguments is null)
                return 1;
            return Value(arguments, "first") ?? Value(arguments, "last") ?? 1;
        }

        private static int? Value(IDictionary<string, ArgumentValue> arguments, string name) =>
            arguments.TryGetValue(name, out var argument) && argument.Value is int size ? Math.Max(1, size) : null;
    }
}
