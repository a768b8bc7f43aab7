using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using Assay.Artifacts.Tables;

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

    /// <summary>A column with its dictionary in ordinal order.</summary>
    /// <param name="name">Of the column.</param>
    /// <param name="codes">Per row what <see cref="CodeOf"/> gave, or −1; they become those of the column.</param>
    internal TextColumn ToColumn(string name, int[] codes)
    {
        var dictionary = texts.Select(Encoding.UTF8.GetString).ToArray();
        var order = Enumerable.Range(0, dictionary.Length).ToArray();
        Array.Sort(dictionary, order, StringComparer.Ordinal);
        var places = new int[order.Length];
        for (var place = 0; place < order.Length; place++)
        {
            places[order[place]] = place;
        }

        for (var row = 0; row < codes.Length; row++)
        {
            codes[row] = codes[row] < 0 ? -1 : places[codes[row]];
        }

        return new TextColumn(name, codes, dictionary);
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
