using System.Runtime.CompilerServices;
using Xunit;

namespace Assay.Tests.Support;

/// <summary>A test on real data; skipped, with the file named, where the data is not on this machine.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(string relativePath, [CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        if (SharedData.Find(relativePath) is null)
        {
            Skip = $"{relativePath} is not on this machine (ASSAY_SHARED)";
        }
    }
}
