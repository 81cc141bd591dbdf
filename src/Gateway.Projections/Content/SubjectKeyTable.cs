using Gateway.Projections.Store;
using Marten;
using Weasel.Postgresql.Tables;

namespace Gateway.Projections.Content;

/// <summary>
/// The data subjects' keys, each wrapped by the master key. A subject is found by a keyed digest of its name, so that neither this
/// table nor an event tells who it is. Erasing a subject empties both columns; the row stays, because events name its id.
/// </summary>
public static class SubjectKeyTable
{
    /// <summary>Its name, schema included.</summary>
    public const string Name = GatewayStore.Schema + ".subject_key";

    internal static void Register(StoreOptions options)
    {
        var table = new Table(Name);
        table.AddColumn<Guid>("id").AsPrimaryKey();
        table.AddColumn("organization", "text").NotNull();
        table.AddColumn("name_digest", "bytea");
        table.AddColumn("wrapped_key", "bytea");
        table.Indexes.Add(new IndexDefinition("subject_key_name") { Columns = ["organization", "name_digest"], IsUnique = true });
        options.Storage.ExtendedSchemaObjects.Add(table);
    }
}
