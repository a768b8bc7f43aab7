using Xunit;

namespace Assay.Tests.Support;

/// <summary>A test on real data; skipped, with the file named, where the data is not on this machine.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SharedDataFactAttribute : FactAttribute
{
    public SharedDataFactAttribute(string relativePath)
    {
        RelativePath = relativePath;
        if (SharedData.Find(relativePath) is null)
        {
            Skip = $"{relativePath} is not on this machine (ASSAY_SHARED)";
        }
    }

    public string RelativePath { get; }
}
