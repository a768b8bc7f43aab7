namespace Assay.Artifacts.Durability;

/// <summary>The file system as the store changes it. Failures are <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.</summary>
public interface IDurableFiles
{
    /// <summary>Writes a new file by way of <paramref name="produce"/>, which is given its path.</summary>
    void Write(string path, Action<string> produce);

    /// <summary>Waits until a file's bytes are on the disk; <paramref name="readOnly"/> takes away the right to write first.</summary>
    void Fsync(string path, bool readOnly);

    /// <summary>Moves a file to another name in the same file system, replacing what is there, in one step.</summary>
    void Rename(string from, string to);

    /// <summary>Waits until the names in a folder are on the disk.</summary>
    void FsyncFolder(string path);

    /// <summary>Gives a file a second name; false where the file systems differ or know no links.</summary>
    bool TryLink(string existing, string link);

    void Delete(string path);
}
