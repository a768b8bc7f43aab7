using System.Runtime.CompilerServices;

namespace Assay.Tests.Temporal.Interop.Programs;

/// <summary>Cases of the official TypeScript SDK; skipped, with a word, where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class TypeScriptTheoryAttribute : TheoryAttribute
{
    public TypeScriptTheoryAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (!IsAvailable)
        {
            Skip = "node or npm's @temporalio packages are not in the cache (./assay test installs the packages where npm is there)";
        }
    }

    public static bool IsAvailable => NodeOnPath && Directory.Exists(Path.Combine(ModulesFolder, "@temporalio", "worker"));

    /// <summary>Where <c>build/test.sh</c> installs the packages.</summary>
    public static string ModulesFolder
    {
        get
        {
            var cache = Environment.GetEnvironmentVariable("ASSAY_CACHE");
            var folder = string.IsNullOrEmpty(cache)
                ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "assay")
                : cache;
            return Path.Combine(folder, "temporal-interop", "node_modules");
        }
    }

    private static bool NodeOnPath => (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator)
        .Any(folder => File.Exists(Path.Combine(folder, "node")));
}
