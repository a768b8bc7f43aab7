namespace Assay.Artifacts.Durability;

/// <summary>
/// This process's own folder for files in the making, in the store's file system. It is held by a lock that ends with the process, so
/// the next one to open the store sweeps what a dead one left. In a folder that machines share the names begin with the machine, and only
/// what this one left is swept: another machine's locks are perhaps not seen here.
/// </summary>
internal sealed class ScratchFolder : IDisposable
{
    private const int Attempts = 8;
    private const string LockSuffix = ".lock";
    private const string BootIdFile = "/proc/sys/kernel/random/boot_id";
    private readonly FileStream held;
    private int counter;

    internal ScratchFolder(string parent, bool isShared = false)
    {
        Directory.CreateDirectory(parent);
        for (var attempt = 1; ; attempt++)
        {
            Path = System.IO.Path.Combine(parent, $"{(isShared ? ThisMachine : string.Empty)}{Environment.ProcessId}-{Guid.NewGuid():N}");
            try
            {
                held = new FileStream(Path + LockSuffix, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 1, FileOptions.DeleteOnClose);
                break;
            }
            catch (IOException) when (attempt < Attempts)
            {
                // Another who sweeps took the file for a dead one's, between its making and its locking; the next has another name.
            }
        }

        Directory.CreateDirectory(Path);
    }

    internal string Path { get; }

    /// <summary>
    /// One start of one machine: processes that see the same see each other's locks. Containers of one machine have one name for many, and
    /// machines of one image too, so the name alone would not do.
    /// </summary>
    private static string ThisMachine { get; } =
        (File.Exists(BootIdFile) ? File.ReadAllText(BootIdFile).Trim() : Environment.MachineName) + "-";

    /// <summary>Deletes what dead processes left.</summary>
    internal static void Sweep(string parent, bool isShared = false)
    {
        if (!Directory.Exists(parent))
        {
            return;
        }

        foreach (var path in Directory.GetFiles(parent, (isShared ? ThisMachine : string.Empty) + "*" + LockSuffix))
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
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                // Held by a living process, swept by another one just now, or in a home that can only be read.
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
