using System.Globalization;

namespace Gateway.GraphQL.Freshness;

/// <summary>A place in the store, for the eyes of clients: opaque, and in store order when compared as text.</summary>
internal static class StorePosition
{
    public static string Format(long position) => position.ToString("x16", CultureInfo.InvariantCulture);
}
