using System.Runtime.InteropServices;
using Assay.Native;

namespace Assay.OnnxRuntime;

/// <summary>The one exported function of the library; everything else stands in the table it leads to.</summary>
internal static unsafe partial class NativeMethods
{
    private const string Library = "onnxruntime";

    static NativeMethods()
    {
        NativeLibraryLocator.Register(typeof(NativeMethods).Assembly, Library, "libonnxruntime.so.1");
    }

    /// <summary>Two function pointers: the table for a version, and the library's version as text.</summary>
    [LibraryImport(Library, EntryPoint = "OrtGetApiBase")]
    internal static partial nint* GetApiBase();
}
