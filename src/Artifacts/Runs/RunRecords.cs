using System.Text;
using Assay.Artifacts.Memo;
using Assay.Domain;

namespace Assay.Artifacts.Runs;

/// <summary>
/// The files of one run in a store that several processes write to: a record for each file, so that nobody rewrites what another added. A
/// home shows them under readable names with <see cref="RunView"/>.
/// </summary>
internal sealed class RunRecords : IRunIndex
{
    /// <summary>Records that are read or written at once: each is a message to and fro where the store is far away.</summary>
    private const int AtOnce = 8;

    private readonly IArtifactStore store;
    private readonly string folder;

    internal RunRecords(IArtifactStore store, string runId)
    {
        this.store = store;
        RunId = RunNames.CheckId(runId);
        folder = RecordNames.RunFolder(runId);
    }

    public string RunId { get; }

    public IReadOnlyList<RunFile> Read()
    {
        var names = store.Records.List(folder);
        var files = new RunFile[names.Count];
        ForEach(names.Count, i => files[i] = Read(names[i])
            ?? throw new ArtifactException($"The record {store.Records.Describe(names[i])} was there and is gone; nobody but Assay may delete in the store."));
        return [.. files.OrderBy(file => file.Name, StringComparer.Ordinal)];
    }

    public void Add(params IReadOnlyList<RunFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        foreach (var file in files)
        {
            RunNames.CheckName(file.Name);
        }

        ForEach(files.Count, i => Add(files[i]));
    }

    /// <summary>Work on threads of its own; the first failure in the order of the work is the one that is told.</summary>
    private static void ForEach(int count, Action<int> work)
    {
        var failures = new Exception?[count];
        var threads = new List<Thread>();
        var next = -1;
        for (var t = 0; t < Math.Min(AtOnce, count); t++)
        {
            var thread = new Thread(() =>
            {
                for (var i = Interlocked.Increment(ref next); i < count; i = Interlocked.Increment(ref next))
                {
                    try
                    {
                        work(i);
                    }
                    catch (ArtifactException failure)
                    {
                        failures[i] = failure;
                    }
                }
            })
            { IsBackground = true };
            thread.Start();
            threads.Add(thread);
        }

        threads.ForEach(thread => thread.Join());
        if (Array.Find(failures, failure => failure is not null) is { } first)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(first);
        }
    }

    private void Add(RunFile file)
    {
        if (!store.Contains(file.Artifact))
        {
            throw new ArtifactException($"The file {file.Name} of the run {RunId} refers to {file.Artifact.Sha256}, which is not in the store; run again, and it is made anew.");
        }

        var name = folder + Digest.OfBytes(Encoding.UTF8.GetBytes(file.Name)).Hex + ".json";
        var record = SealedRecord.Seal(file);
        if (!store.Records.TryCreate(name, record) && !(Known(name) is { } known && RunNames.SameOrigin(known, file)))
        {
            store.Records.Replace(name, record);
        }
    }

    /// <summary>The entry that stands; null where it is damaged, for it is about to be written anew.</summary>
    private RunFile? Known(string name)
    {
        try
        {
            return Read(name);
        }
        catch (ArtifactException failure) when (!failure.IsTransient)
        {
            return null;
        }
    }

    private RunFile? Read(string name)
    {
        if (store.Records.TryRead(name) is not { } bytes)
        {
            return null;
        }

        try
        {
            return SealedRecord.Open<RunFile>(bytes);
        }
        catch (ArtifactException cause)
        {
            throw new ArtifactException(
                $"The run index {store.Records.Describe(name)} is damaged ({cause.Message.TrimEnd('.')}); delete it and run again with --resume.", cause);
        }
    }
}
