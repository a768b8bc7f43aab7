using System.Runtime.CompilerServices;

namespace Assay.Tests.Interop.Programs;

/// <summary>A test that needs npm's Sigstore verifier; skipped where the cache does not hold it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SigstoreFactAttribute : FactAttribute
{
    public SigstoreFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (!ForeignProgram.IsInstalled("node") || !Directory.Exists(Path.Combine(ModulesFolder, "@sigstore", "verify")))
        {
            Skip = "npm's @sigstore/verify is not in the cache (./assay test installs it where npm is there)";
        }
    }

    /// <summary>Where <c>build/test.sh</c> installs the packages of <c>tests/Interop/sigstore</c>.</summary>
    public static string ModulesFolder
    {
        get
        {
            var cache = Environment.GetEnvironmentVariable("ASSAY_CACHE");
            var folder = string.IsNullOrEmpty(cache)
                ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "assay")
                : cache;
            return Path.Combine(folder, "sigstore", "node_modules");
        }
    }
}
