using Gateway.Projections.Store;
using Weasel.Postgresql.Tables;

namespace Gateway.Projections.Calls;

/// <summary>One typed row per call: everything that an auditor filters on.</summary>
internal sealed class CallRecordTable : Table
{
    public const string QualifiedName = GatewayStore.Schema + ".call_record";

    public CallRecordTable()
        : base(QualifiedName)
    {
        foreach (var column in CallColumns.All)
        {
            var added = AddColumn(column.Name, column.SqlType);
            if (column.Name == "id")
                added.AsPrimaryKey();
            else if (column.Required)
                added.NotNull();
        }

        // The order that a connection pages in, read backwards for the newest first. Every further index is paid twice a call: as it opens
        // and as it ends.
        Indexes.Add(new IndexDefinition("call_record_newest") { Columns = ["organization", "started_at", "id"] });

        // What the search for calls of dead nodes reads: as small as the number of calls in flight.
        Indexes.Add(new IndexDefinition("call_record_open") { Columns = ["boot"], Predicate = "status = 'OPEN'" });
    }
}
