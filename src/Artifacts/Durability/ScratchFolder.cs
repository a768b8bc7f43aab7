namespace Assay.Artifacts.Durability;

/// <summary>
/// This process's own folder for files in the making, in the store's file system. It is held by a lock that ends with the process, so
/// the next one to open the store sweeps what a dead one left.
/// </summary>
internal sealed class ScratchFolder : IDisposable
{
    private const string LockSuffix = ".lock";
    private readonly FileStream held;
    private int counter;

    internal ScratchFolder(string parent)
    {
        Directory.CreateDirectory(parent);
        var name = $"{Environment.ProcessId}-{Guid.NewGuid():N}";
        Path = System.IO.Path.Combine(parent, name);
        held = new FileStream(Path + LockSuffix, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
        Directory.CreateDirectory(Path);
    }

    internal string Path { get; }

    /// <summary>Deletes what dead processes left.</summary>
    internal static void Sweep(string parent)
    {
        if (!Directory.Exists(parent))
        {
            return;
        }

        foreach (var path in Directory.GetFiles(parent, "*" + LockSuffix))
        {
            try
            {
                using var dead = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
                var folder = path[..^LockSuffix.Length];
                if (Directory.Exists(folder))
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
            catch (IOException)
            {
                // Held by a living process, or swept by another one just now.
            }
        }
    }

    /// <summary>A path in the folder that nobody uses.</summary>
    internal string NewPath(string extension = "") =>
        System.IO.Path.Combine(Path, $"{Interlocked.Increment(ref counter):D6}{extension}");

    public void Dispose()
    {
        if (Directory.Exists(Path))
        {
            Directory.Delete(Path, recursive: true);
        }

        held.Dispose();
    }
}
