namespace Assay.MarketData.Incremental;

/// <summary>Who holds it is the only one that changes the marks beside a snapshot's pointer.</summary>
internal static class SnapshotLock
{
    /// <summary>Null where somebody else holds it.</summary>
    public static FileStream? TryHold(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
            return new FileStream(Path.Combine(folder, ".watermarks.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, 1);
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new MarketDataException($"The folder {folder} cannot be written ({cause.Message.TrimEnd('.')}); give this user the right to.", cause);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            return null;
        }
    }
}
