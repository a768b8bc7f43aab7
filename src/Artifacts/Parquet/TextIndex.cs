using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace Assay.Artifacts.Parquet;

/// <summary>Numbers the distinct UTF-8 texts it is shown, without making a string for each row: an open-addressing hash over the bytes.</summary>
internal sealed class TextIndex
{
    private readonly List<byte[]> texts = [];
    private int[] slots = new int[256];

    internal int CodeOf(ReadOnlySpan<byte> utf8)
    {
        for (var slot = Hash(utf8) & (uint)(slots.Length - 1); ; slot = (slot + 1) & (uint)(slots.Length - 1))
        {
            var code = slots[slot] - 1;
            if (code < 0)
            {
                return Add(utf8, slot);
            }

            if (utf8.SequenceEqual(texts[code]))
            {
                return code;
            }
        }
    }

    /// <summary>The texts in ordinal order, and for each code its place in that order.</summary>
    internal (string[] Dictionary, int[] Places) Sort()
    {
        var dictionary = texts.Select(Encoding.UTF8.GetString).ToArray();
        var order = Enumerable.Range(0, dictionary.Length).ToArray();
        Array.Sort(dictionary, order, StringComparer.Ordinal);
        var places = new int[order.Length];
        for (var place = 0; place < order.Length; place++)
        {
            places[order[place]] = place;
        }

        return (dictionary, places);
    }

    // FNV-1a over words of 8 bytes (Fowler, Noll and Vo), folded; its quality matters less than its speed for short symbols.
    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        const ulong Prime = 0x100000001b3;
        var hash = 0xcbf29ce484222325 ^ (ulong)utf8.Length;
        var words = MemoryMarshal.Cast<byte, ulong>(utf8);
        foreach (var word in words)
        {
            hash = BitOperations.RotateLeft((hash ^ word) * Prime, 29);
        }

        foreach (var letter in utf8[(words.Length * sizeof(ulong))..])
        {
            hash = (hash ^ letter) * Prime;
        }

        return (uint)(hash ^ (hash >> 32));
    }

    private int Add(ReadOnlySpan<byte> utf8, uint slot)
    {
        texts.Add(utf8.ToArray());
        slots[slot] = texts.Count;
        if (texts.Count * 2 > slots.Length)
        {
            slots = new int[slots.Length * 4];
            for (var code = 0; code < texts.Count; code++)
            {
                var free = Hash(texts[code]) & (uint)(slots.Length - 1);
                while (slots[free] != 0)
                {
                    free = (free + 1) & (uint)(slots.Length - 1);
                }

                slots[free] = code + 1;
            }
        }

        return texts.Count - 1;
    }
}
