using Assay.Artifacts.Durability;
using Assay.Artifacts.Json;

namespace Assay.Artifacts.Runs;

/// <summary>
/// The files of one run under readable names in <c>artifacts/runs/&lt;run-id&gt;</c>, as links to the objects, with <c>run.json</c> beside
/// them. Safe to repeat, and thread-safe within one index.
/// </summary>
public sealed class RunIndex : IRunIndex
{
    private readonly Lock gate = new();
    private readonly IArtifactStore store;
    private readonly DurableWriter writer;

    /// <param name="store">The store that holds the objects.</param>
    /// <param name="runId">Letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, beginning with a letter or digit.</param>
    public RunIndex(FolderArtifactStore store, string runId)
        : this(store, store?.Writer!, store?.Paths!, runId)
    {
    }

    /// <summary>An index in a home whose objects lie in a store elsewhere.</summary>
    internal RunIndex(IArtifactStore store, DurableWriter writer, ArtifactPaths paths, string runId)
    {
        ArgumentNullException.ThrowIfNull(store);
        this.store = store;
        this.writer = writer;
        RunId = RunNames.CheckId(runId);
        Folder = paths.Run(runId);
    }

    public string RunId { get; }

    /// <summary>The run's folder; it exists once a file was added.</summary>
    public string Folder { get; }

    /// <summary>Whether a text can be the id of a run: letters, digits, <c>.</c>, <c>_</c> and <c>-</c>, the first a letter or digit.</summary>
    public static bool IsRunId(string text) => RunNames.IsId(text);

    /// <summary>Ids of the runs of a home, in ordinal order.</summary>
    public static IReadOnlyList<string> List(FolderArtifactStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return !Directory.Exists(store.Paths.Runs)
            ? []
            : [.. Directory.GetDirectories(store.Paths.Runs).Where(d => File.Exists(Path.Combine(d, RunNames.DocumentName)))
                .Select(d => Path.GetFileName(d)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The files of the run by name; empty when nothing was added.</summary>
    /// <exception cref="ArtifactException">run.json is damaged.</exception>
    public IReadOnlyList<RunFile> Read()
    {
        lock (gate)
        {
            return ReadDocument();
        }
    }

    /// <summary>
    /// Adds files, or does nothing for those that stand there with the same content and lineage: the first record's times stay. A name
    /// whose content changed gets the new one. The names are durable, and run.json whole, when the call returns.
    /// </summary>
    /// <exception cref="ArtifactException">An object is not in the store, or the folder cannot be written.</exception>
    public void Add(params IReadOnlyList<RunFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        lock (gate)
        {
            var byName = new SortedDictionary<string, RunFile>(ReadDocument().ToDictionary(f => f.Name), StringComparer.Ordinal);
            var changed = false;
            var folders = new SortedSet<string>(StringComparer.Ordinal);
            foreach (var file in files)
            {
                RunNames.CheckName(file.Name);
                var known = byName.GetValueOrDefault(file.Name);
                if (known is null || known.Artifact != file.Artifact || !File.Exists(PathOf(file.Name)))
                {
                    Show(file);
                    folders.Add(Path.GetDirectoryName(PathOf(file.Name))!);
                }

                if (known is null || !RunNames.SameOrigin(known, file))
                {
                    byName[file.Name] = file;
                    changed = true;
                }
            }

            foreach (var folder in folders)
            {
                _ = DurableWriter.Guard(folder, () =>
                {
                    writer.SyncNames(folder);
                    return folder;
                });
            }

            if (changed)
            {
                var document = new RunDocument(RunDocument.SchemaId, RunId, [.. byName.Values]);
                writer.Write(Path.Combine(Folder, RunNames.DocumentName), CanonicalJson.Serialize(document), readOnly: false);
            }
        }
    }

    /// <summary>Full path of a file of the run.</summary>
    public string PathOf(string name) => Path.Combine(Folder, name);

    private IReadOnlyList<RunFile> ReadDocument()
    {
        var path = Path.Combine(Folder, RunNames.DocumentName);
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            return CanonicalJson.Deserialize<RunDocument>(File.ReadAllBytes(path)).Files;
        }
        catch (ArtifactException cause)
        {
            throw new ArtifactException($"The run index {path} is damaged ({cause.Message.TrimEnd('.')}); delete it and run again with --resume.", cause);
        }
    }

    private void Show(RunFile file)
    {
        var target = PathOf(file.Name);
        _ = store.WithFile(file.Artifact, source => DurableWriter.Guard(target, () =>
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (File.Exists(target))
            {
                writer.Files.Delete(target);
            }

            return writer.Files.TryLink(source, target);
        }));
        if (!File.Exists(target))
        {
            var aside = writer.Begin(Path.GetExtension(target), path => File.WriteAllBytes(path, store.Read(file.Artifact)));
            writer.Commit(aside, target, readOnly: true);
        }
    }
}
