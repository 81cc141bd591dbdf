using GraphQL.Types;

namespace Gateway.GraphQL;

/// <summary>Fields that only read their source: one line each, so that a type reads like its SDL.</summary>
internal static class ObjectTypeFields
{
    /// <summary>A field that can be null.</summary>
    public static void Add<TGraph, TSource>(this ObjectGraphType<TSource> type, string name, Func<TSource, object?> value, string description)
        where TGraph : IGraphType =>
        type.Field<TGraph>(name).Description(description).Resolve(context => value(context.Source));
}
