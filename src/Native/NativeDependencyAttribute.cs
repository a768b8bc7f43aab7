namespace Assay.Native;

/// <summary>
/// Says that an assembly's results depend on a native library, by its file name where <see cref="NativeLibraryLocator"/> finds it. The code
/// version of an activity covers the libraries named by the assemblies it reaches.
/// </summary>
[AttributeUsage(AttributeTargets.Assembly, AllowMultiple = true)]
public sealed class NativeDependencyAttribute : Attribute
{
    public NativeDependencyAttribute(string fileName) => FileName = fileName;

    /// <summary>File name, for instance <c>libduckdb.so</c>.</summary>
    public string FileName { get; }
}
