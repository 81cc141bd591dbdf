using Gateway.Projections.Store;
using Marten;
using Weasel.Postgresql.Tables;

namespace Gateway.Projections.Governance;

/// <summary>The table of the control plane's version: no row or one.</summary>
internal static class GovernanceTable
{
    /// <summary>Its name, schema included.</summary>
    public const string Name = GatewayStore.Schema + ".governance";

    public static void Register(StoreOptions options)
    {
        var table = new Table(Name);
        table.AddColumn<bool>("singleton").AsPrimaryKey();
        table.AddColumn<long>("version").NotNull();
        options.Storage.ExtendedSchemaObjects.Add(table);
    }
}
