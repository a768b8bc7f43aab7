using System.Runtime.CompilerServices;

namespace Assay.Tests.Chaos.Network;

/// <summary>A test with npm's S3 server; skipped, with a word, where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class S3rverFactAttribute : FactAttribute
{
    public S3rverFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (!S3rver.IsAvailable)
        {
            Skip = "node or npm's s3rver is not in the cache (./assay test installs it where npm is there)";
        }
    }
}
