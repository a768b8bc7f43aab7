namespace Assay.Artifacts.Durability;

/// <summary>
/// Sees every change to the file system that the store makes, in order. A test asserts the order of write, fsync and rename by it, and a
/// chaos host ends the process before or after the n-th effect. Effects are <c>write</c>, <c>fsync</c>, <c>rename</c>,
/// <c>fsync-folder</c>, <c>link</c>, <c>delete</c>; the path is the one that changes.
/// </summary>
public interface IEffectObserver
{
    void Before(string effect, string path);

    void After(string effect, string path);
}
