namespace Assay.Native;

/// <summary>A native library is absent or cannot be loaded. The message names the file, where it was looked for, and what to do.</summary>
public sealed class NativeLibraryMissingException : Exception
{
    public NativeLibraryMissingException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
