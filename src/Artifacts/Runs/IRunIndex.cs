namespace Assay.Artifacts.Runs;

/// <summary>The files of one run, each with what it came from. Safe to repeat, and to be used by several threads.</summary>
public interface IRunIndex
{
    string RunId { get; }

    /// <summary>The files of the run by name, in ordinal order; empty when nothing was added.</summary>
    /// <exception cref="ArtifactException">The index is damaged.</exception>
    IReadOnlyList<RunFile> Read();

    /// <summary>
    /// Adds files, or does nothing for those that stand there with the same content and lineage: the first record's times stay. A name
    /// whose content changed gets the new one. The index is durable when the call returns.
    /// </summary>
    /// <exception cref="ArtifactException">An object is not in the store, or the index cannot be written.</exception>
    void Add(params IReadOnlyList<RunFile> files);
}
