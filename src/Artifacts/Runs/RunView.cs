using Assay.Artifacts.Durability;

namespace Assay.Artifacts.Runs;

/// <summary>Shows runs of a shared store in a home, under the names and in the folder where a store in the home has them.</summary>
public sealed class RunView : IDisposable
{
    private readonly ArtifactPaths paths;
    private readonly DurableWriter writer;

    /// <param name="home">The home.</param>
    /// <param name="files">How the file system is changed; the real one by default.</param>
    public RunView(string home, IDurableFiles? files = null)
    {
        paths = new ArtifactPaths(home);
        writer = new DurableWriter(paths, files ?? new DurableFiles());
    }

    /// <summary>Brings the run's folder up to what the store holds; nothing is done for files that stand there already.</summary>
    /// <returns>The run's folder.</returns>
    /// <exception cref="ArtifactException">The store's index or an object is damaged or missing, or the folder cannot be written.</exception>
    public string Show(IArtifactStore store, string runId)
    {
        ArgumentNullException.ThrowIfNull(store);
        var shown = new RunIndex(store, writer, paths, runId);
        shown.Add(store.Run(runId).Read());
        return shown.Folder;
    }

    public void Dispose() => writer.Dispose();
}
