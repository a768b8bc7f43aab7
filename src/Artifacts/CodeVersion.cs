using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;
using Assay.Artifacts.Json;
using Assay.Domain;
using Assay.Native;

namespace Assay.Artifacts;

/// <summary>
/// The version of the code behind a result: a digest over the assemblies that the roots reach by references (those that lie beside them,
/// so not the framework), the native libraries these name (<see cref="NativeDependencyAttribute"/>), the runtime's version and the
/// machine's architecture. An assembly is told by its module version, which a deterministic compiler makes from all that it writes and
/// which stays when machine code is added to the file. So builds of the same sources have the same version in other folders, and with and
/// without that code; a changed line has another.
/// </summary>
public static class CodeVersion
{
    // Results of a pure function of files that do not change while the process runs.
    private static readonly ConcurrentDictionary<string, Digest> Known = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, Digest> Files = new(StringComparer.Ordinal);

    /// <summary>The version over the closure of all roots. An implementation that a root reaches only through an interface must be a root too.</summary>
    /// <exception cref="ArtifactException">A native library is not installed.</exception>
    public static Digest Of(params IReadOnlyList<Assembly> roots)
    {
        ArgumentOutOfRangeException.ThrowIfZero(roots.Count);
        return Known.GetOrAdd(string.Join('\n', roots.Select(r => r.Location).Order(StringComparer.Ordinal)), _ => Compute(roots));
    }

    /// <summary>
    /// What the version covers, sorted by file name, for a person who asks why two versions differ: of an assembly the digest of its module
    /// version, of a native library that of the file.
    /// </summary>
    public static IReadOnlyDictionary<string, Digest> Explain(params IReadOnlyList<Assembly> roots)
    {
        var parts = new SortedDictionary<string, Digest>(StringComparer.Ordinal);
        var open = new Queue<Assembly>(roots);
        while (open.TryDequeue(out var assembly))
        {
            if (!parts.TryAdd(assembly.GetName().Name! + ".dll", DigestOf(assembly)))
            {
                continue;
            }

            foreach (var native in assembly.GetCustomAttributes<NativeDependencyAttribute>())
            {
                parts[native.FileName] = DigestOf(NativeLibraryLocator.PathOf(native.FileName));
            }

            var folder = Path.GetDirectoryName(PathOf(assembly))!;
            foreach (var reference in assembly.GetReferencedAssemblies().Where(r => File.Exists(Path.Combine(folder, r.Name + ".dll"))))
            {
                open.Enqueue(Assembly.Load(reference));
            }
        }

        return parts;
    }

    private static Digest Compute(IReadOnlyList<Assembly> roots) => Digest.OfBytes(CanonicalJson.Serialize(new
    {
        Files = Explain(roots),
        Runtime = RuntimeInformation.FrameworkDescription,
        Architecture = RuntimeInformation.ProcessArchitecture,
    }));

    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "An empty location is refused with a sentence.")]
    private static string PathOf(Assembly assembly) => assembly.Location.Length > 0
        ? assembly.Location
        : throw new ArgumentException($"{assembly.GetName().Name} lies in no file of its own, so it has no code version; publish the program as separate files.");

    private static Digest DigestOf(Assembly assembly) => Digest.OfBytes(assembly.ManifestModule.ModuleVersionId.ToByteArray());

    private static Digest DigestOf(string path) => Files.GetOrAdd(path, static file => File.Exists(file)
        ? FileDigest.Of(file)
        : throw new ArtifactException($"The library {file} is not installed, so the version of the code is unknown; run './assay doctor'."));
}
