using System.Runtime.InteropServices;
using System.Text;
using Assay.Artifacts.Tables;
using DuckDB.NET.Native;

namespace Assay.Artifacts.Parquet;

/// <summary>
/// The texts of a column in native memory, encoded once, so that appending a row copies 16 bytes: the length, then up to 12 bytes of text, or 4 bytes of
/// its beginning and a pointer to the whole.
/// </summary>
internal sealed unsafe class TextVector : IDisposable
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly int[] codes;
    private readonly DuckDBString[] texts;
    private readonly byte* memory;

    /// <exception cref="ArgumentException">A text holds half of a surrogate pair, which UTF-8 cannot hold.</exception>
    internal TextVector(TextColumn column)
    {
        codes = column.Codes;
        var total = column.Dictionary.Sum(Strict.GetByteCount);
        memory = (byte*)NativeMemory.Alloc((nuint)Math.Max(1, total));
        texts = new DuckDBString[column.Dictionary.Length];
        var next = memory;
        for (var code = 0; code < texts.Length; code++)
        {
            var length = Strict.GetBytes(column.Dictionary[code], new Span<byte>(next, total - (int)(next - memory)));
            texts[code] = Make(next, length);
            next += length;
        }
    }

    internal void Fill(nint vector, int start, int count)
    {
        var target = new Span<DuckDBString>(NativeMethods.Vectors.DuckDBVectorGetData(vector), count);
        ulong* validity = null;
        for (var row = 0; row < count; row++)
        {
            var code = codes[start + row];
            target[row] = code < 0 ? default : texts[code];
            if (code < 0)
            {
                validity = validity is null ? TableAppender.ValidityOf(vector) : validity;
                validity[row >> 6] &= ~(1UL << (row & 63));
            }
        }
    }

    public void Dispose() => NativeMemory.Free(memory);

    private static DuckDBString Make(byte* utf8, int length)
    {
        const int InlineLength = 12;
        const int PointerOffset = 8;
        DuckDBString text = default;
        var target = (byte*)&text;
        *(uint*)target = (uint)length;
        new ReadOnlySpan<byte>(utf8, Math.Min(length, length <= InlineLength ? InlineLength : sizeof(uint))).CopyTo(new Span<byte>(target + sizeof(uint), InlineLength));
        if (length > InlineLength)
        {
            *(byte**)(target + PointerOffset) = utf8;
        }

        return text;
    }
}
