using System.Runtime.InteropServices;
using System.Text;

namespace Assay.DuckDb;

/// <summary>The texts of a dictionary in native memory, encoded once, so that appending a row copies 16 bytes.</summary>
public sealed unsafe class DuckDbTextDictionary : IDisposable
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly NativeText[] texts;
    private byte* memory;

    /// <exception cref="ArgumentException">A text holds half of a surrogate pair, which UTF-8 cannot hold.</exception>
    public DuckDbTextDictionary(IReadOnlyList<string> dictionary)
    {
        var total = 0;
        foreach (var text in dictionary)
        {
            total = checked(total + Strict.GetByteCount(text));
        }

        memory = (byte*)NativeMemory.Alloc((nuint)Math.Max(1, total));
        texts = new NativeText[dictionary.Count];
        var next = memory;
        for (var code = 0; code < texts.Length; code++)
        {
            var length = Strict.GetBytes(dictionary[code], new Span<byte>(next, total - (int)(next - memory)));
            texts[code] = new NativeText(next, length);
            next += length;
        }
    }

    ~DuckDbTextDictionary() => Free();

    internal NativeText this[int code] => memory is null ? throw new ObjectDisposedException(nameof(DuckDbTextDictionary)) : texts[code];

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.Free(memory);
        memory = null;
    }
}
