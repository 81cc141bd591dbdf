using System.Data.Common;
using NpgsqlTypes;
using Weasel.Core;
using Weasel.Storage;
using ICommandBuilder = Weasel.Postgresql.ICommandBuilder;
using IStorageOperation = Marten.Internal.Operations.IStorageOperation;

namespace Gateway.Projections.Calls;

/// <summary>Writes a page's changes within the transaction that records the projection's progress.</summary>
internal sealed class CallPageWrite(IReadOnlyCollection<CallChange> changes) : IStorageOperation
{
    public Type DocumentType => typeof(CallChange);

    public OperationRole Role() => OperationRole.Other;

    public void ConfigureCommand(ICommandBuilder builder, IStorageSession session)
    {
        builder.Append(CallPageStatement.Head);
        foreach (var column in CallColumns.All)
        {
            column.AppendValues(builder, changes);
            builder.Append(", ");
        }

        builder.AppendParameter(changes.Select(change => change.Opening is not null).ToArray(), NpgsqlDbType.Array | NpgsqlDbType.Boolean);
        builder.Append(CallPageStatement.Tail);
    }

    /// <summary>A change that found no open call to change is lost money: it stops the projection.</summary>
    public async Task PostprocessAsync(DbDataReader reader, IList<Exception> exceptions, CancellationToken token)
    {
        await reader.ReadAsync(token);
        var written = await reader.GetFieldValueAsync<long>(0, token);
        if (written != changes.Count)
            exceptions.Add(new InvalidOperationException($"A page changes {changes.Count} calls, but only {written} of them were new or open"));
    }
}
