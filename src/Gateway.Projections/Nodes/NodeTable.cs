using Gateway.Projections.Store;
using Marten;
using Weasel.Postgresql.Tables;

namespace Gateway.Projections.Nodes;

/// <summary>
/// One row for each process that takes calls: its lease by the database's clock, and whether it was fenced, that is declared dead by
/// another node. A fenced process admits nothing more under that boot id.
/// </summary>
public static class NodeTable
{
    /// <summary>Its name, schema included.</summary>
    public const string Name = GatewayStore.Schema + ".node";

    internal static void Register(StoreOptions options)
    {
        var table = new Table(Name);
        table.AddColumn<Guid>("boot").AsPrimaryKey();
        table.AddColumn("name", "text").NotNull();
        table.AddColumn("started_at", "timestamptz").NotNull();
        table.AddColumn("lease_until", "timestamptz").NotNull();
        table.AddColumn("fenced_at", "timestamptz");
        options.Storage.ExtendedSchemaObjects.Add(table);
    }
}
