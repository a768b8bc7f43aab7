using System.Runtime.InteropServices;

namespace Assay.Artifacts.Durability;

/// <summary>The real file system of a POSIX machine (elsewhere folders are not synced and links become copies).</summary>
public sealed partial class DurableFiles : IDurableFiles
{
    private const UnixFileMode NobodyMayWrite = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;
    private readonly IEffectObserver? observer;

    /// <param name="observer">Sees every effect; null for none.</param>
    public DurableFiles(IEffectObserver? observer = null) => this.observer = observer;

    public void Write(string path, Action<string> produce) => Observe("write", path, () => produce(path));

    public void Fsync(string path, bool readOnly) => Observe("fsync", path, () =>
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.Read, 1);
        if (readOnly && !OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(file.SafeFileHandle, NobodyMayWrite);
        }

        file.Flush(flushToDisk: true);
    });

    public void Rename(string from, string to) => Observe("rename", to, () => File.Move(from, to, overwrite: true));

    public void FsyncFolder(string path) => Observe("fsync-folder", path, () =>
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var folder = Posix.open(path, 0);
        if (folder < 0)
        {
            throw Failure("opened", path);
        }

        // Some file systems cannot sync a folder and answer EINVAL; there is nothing better to do there.
        var state = Posix.fsync(folder);
        var code = Marshal.GetLastPInvokeError();
        _ = Posix.close(folder);
        if (state != 0 && code != Posix.InvalidArgument)
        {
            Marshal.SetLastPInvokeError(code);
            throw Failure("synced", path);
        }
    });

    public bool TryLink(string existing, string link)
    {
        var linked = false;
        Observe("link", link, () => linked = !OperatingSystem.IsWindows() && Posix.link(existing, link) == 0);
        return linked;
    }

    public void Delete(string path) => Observe("delete", path, () => File.Delete(path));

    private static IOException Failure(string verb, string path) =>
        new($"The folder {path} cannot be {verb}: {Marshal.GetLastPInvokeErrorMessage()}.");

    private void Observe(string effect, string path, Action change)
    {
        observer?.Before(effect, path);
        change();
        observer?.After(effect, path);
    }

    private static partial class Posix
    {
        internal const int InvalidArgument = 22;

        [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        internal static partial int open(string path, int flags);

        [LibraryImport("libc", SetLastError = true)]
        internal static partial int fsync(int file);

        [LibraryImport("libc", SetLastError = true)]
        internal static partial int close(int file);

        [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
        internal static partial int link(string existing, string link);
    }
}
