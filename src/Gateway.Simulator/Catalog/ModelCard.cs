using System.Text;
using System.Text.Encodings.Web;
using Gateway.Simulator.Text;

namespace Gateway.Simulator.Catalog;

/// <summary>A model that answers, with the parts of an answer that depend on it alone.</summary>
/// <param name="Id">What the client asked for.</param>
/// <param name="Snapshot">What the answer names.</param>
/// <param name="Directives">What the name orders beside the model, in the grammar of <see cref="Faults.Directive"/>; empty: nothing.</param>
internal sealed record ModelCard(string Id, string Snapshot, string Directives)
{
    public static ModelCard None { get; } = new("", "", "");

    /// <summary>2024-08-06, in Unix seconds.</summary>
    public const long Created = 1_722_902_400;

    public byte[] SnapshotJson { get; } = Encoding.UTF8.GetBytes(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(Snapshot));

    public byte[] Fingerprint { get; } = Encoding.ASCII.GetBytes($"fp_{Seed.Of(Encoding.UTF8.GetBytes(Snapshot)) % (1UL << 40):x10}");
}
