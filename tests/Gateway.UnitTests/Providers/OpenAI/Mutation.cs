using System.Text;
using CsCheck;

namespace Gateway.UnitTests.Providers.OpenAI;

/// <summary>A text with some of its bytes changed, left out or doubled: what a reader of the wire must not be thrown by.</summary>
internal static class Mutation
{
    private static readonly byte[] Telling = [.. "{}[]\":,\\u0-e."u8, 0x00, 0x80, 0xC3, 0xED, 0xF0, 0xFF];

    public static Gen<byte[]> Of(string text)
    {
        var original = Encoding.UTF8.GetBytes(text);
        return Gen.Select(Gen.Int[0, original.Length - 1], Gen.Int[0, Telling.Length - 1], Gen.Int[0, 3]).Array[1, 4].Select(changes =>
        {
            var bytes = original.ToList();
            foreach (var (at, telling, kind) in changes)
            {
                var place = at % bytes.Count;
                if (kind == 0)
                    bytes.RemoveAt(place);
                else if (kind == 1)
                    bytes.Insert(place, Telling[telling]);
                else if (kind == 2)
                    bytes.InsertRange(place, bytes[place..Math.Min(place + 9, bytes.Count)]);
                else
                    bytes[place] = Telling[telling];
            }

            return bytes.ToArray();
        });
    }
}
