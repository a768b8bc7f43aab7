using System.Runtime.InteropServices;

namespace Assay.DuckDb;

/// <summary>
/// The 16 bytes of duckdb_string_t: the length, then either up to 12 bytes of text, or 4 bytes of its beginning and a pointer to the whole.
/// </summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly unsafe struct NativeText
{
    internal const int InlineLength = 12;
    private const int PointerOffset = 8;

    private readonly ulong low;
    private readonly ulong high;

    /// <summary>A text over memory that must outlive this value when it is longer than <see cref="InlineLength"/>.</summary>
    internal NativeText(byte* utf8, int length)
    {
        var target = stackalloc byte[sizeof(NativeText)];
        new Span<byte>(target, sizeof(NativeText)).Clear();
        *(uint*)target = (uint)length;
        new ReadOnlySpan<byte>(utf8, Math.Min(length, length <= InlineLength ? InlineLength : sizeof(uint))).CopyTo(
            new Span<byte>(target + sizeof(uint), InlineLength));
        if (length > InlineLength)
        {
            *(byte**)(target + PointerOffset) = utf8;
        }

        this = *(NativeText*)target;
    }

    /// <summary>The bytes of a text that lies in a vector; valid as long as the vector.</summary>
    internal static ReadOnlySpan<byte> Bytes(NativeText* text)
    {
        var length = *(uint*)text;
        var start = length <= InlineLength ? (byte*)text + sizeof(uint) : *(byte**)((byte*)text + PointerOffset);
        return new ReadOnlySpan<byte>(start, (int)length);
    }
}
