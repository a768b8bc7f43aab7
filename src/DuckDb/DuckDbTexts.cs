using System.Text;

namespace Assay.DuckDb;

/// <summary>The texts of one column of a chunk, over DuckDB's memory: valid as long as the chunk.</summary>
public readonly unsafe ref struct DuckDbTexts
{
    private readonly NativeText* texts;

    internal DuckDbTexts(NativeText* texts, int count)
    {
        this.texts = texts;
        Count = count;
    }

    public int Count { get; }

    /// <summary>UTF-8 bytes of a row whose value is there.</summary>
    public ReadOnlySpan<byte> this[int row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)row, (uint)Count, nameof(row));
            return NativeText.Bytes(texts + row);
        }
    }

    public string Text(int row) => Encoding.UTF8.GetString(this[row]);
}
