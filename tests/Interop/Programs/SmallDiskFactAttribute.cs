using System.Runtime.CompilerServices;

namespace Assay.Tests.Interop.Programs;

/// <summary>A test that mounts a small disk; skipped where this user may not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute([CallerFilePath] string? file = null, [CallerLineNumber] int line = -1)
        : base(file, line)
    {
        using var disk = SmallDisk.Mount("64k");
        if (!disk.IsMounted)
        {
            Skip = "this user may not mount a small disk";
        }
    }
}
