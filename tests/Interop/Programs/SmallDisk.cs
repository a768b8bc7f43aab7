using Assay.Tests.Support;

namespace Assay.Tests.Interop.Programs;

/// <summary>A file system of a few pages in memory.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private SmallDisk(bool mounted) => IsMounted = mounted;

    public string Path => folder.Path;

    public bool IsMounted { get; private set; }

    /// <summary>Mounts one; <see cref="IsMounted"/> is false where this user may not.</summary>
    public static SmallDisk Mount(string size)
    {
        var disk = new SmallDisk(mounted: false);
        disk.IsMounted = ForeignProgram.IsInstalled("mount")
            && ForeignProgram.Run("mount", "-t", "tmpfs", "-o", $"size={size}", "tmpfs", disk.Path).ExitCode == 0;
        return disk;
    }

    public void Dispose()
    {
        if (IsMounted)
        {
            ForeignProgram.Run("umount", Path).ExitCode.ShouldBe(0);
        }

        folder.Dispose();
    }
}
