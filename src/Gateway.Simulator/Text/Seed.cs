using System.Numerics;
using System.Runtime.InteropServices;

namespace Gateway.Simulator.Text;

/// <summary>Deterministic numbers out of bytes, equal in every process and on every machine.</summary>
internal static class Seed
{
    /// <summary>CRC-32C of the bytes, continued from <paramref name="seed"/>: one instruction for eight bytes.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes, ulong seed = 0)
    {
        var crc = ~(uint)seed;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(bytes))
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (var rest in bytes[(bytes.Length & ~7)..])
        {
            crc = BitOperations.Crc32C(crc, rest);
        }

        return Next(crc);
    }

    /// <summary>The number that follows: SplitMix64 (Steele, Lea, Flood 2014).</summary>
    public static ulong Next(ulong seed)
    {
        var mixed = seed + 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }
}
