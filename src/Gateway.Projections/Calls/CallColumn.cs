using NpgsqlTypes;
using Weasel.Postgresql;

namespace Gateway.Projections.Calls;

/// <summary>When a column of <c>call_record</c> gets its value.</summary>
internal enum CallColumnKind
{
    /// <summary>With the call's first event, and never again.</summary>
    Opening,

    /// <summary>With every event of the call.</summary>
    Outcome,
}

/// <summary>One column of <c>call_record</c>: the table, the write and its parameters are made from the same list.</summary>
internal abstract record CallColumn(string Name, string SqlType, NpgsqlDbType ParameterType, CallColumnKind Kind, bool Required)
{
    /// <summary>Appends the column's values for a page of rows, as the array that PostgreSQL unnests.</summary>
    public abstract void AppendValues(ICommandBuilder command, IReadOnlyCollection<CallChange> rows);
}

/// <inheritdoc cref="CallColumn"/>
internal sealed record CallColumn<T>(
    string Name, string SqlType, NpgsqlDbType ParameterType, CallColumnKind Kind, bool Required, Func<CallChange, T> Value)
    : CallColumn(Name, SqlType, ParameterType, Kind, Required)
{
    public override void AppendValues(ICommandBuilder command, IReadOnlyCollection<CallChange> rows)
    {
        var values = new T[rows.Count];
        var i = 0;
        foreach (var row in rows)
            values[i++] = Value(row);
        command.AppendParameter(values, NpgsqlDbType.Array | ParameterType);
    }
}
