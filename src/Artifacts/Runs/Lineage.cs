using Assay.Domain;

namespace Assay.Artifacts.Runs;

/// <summary>Where files came from: the closure over inputs, for instance of all that a champion rests on.</summary>
public sealed class Lineage
{
    private readonly Dictionary<Digest, RunFile> byDigest = [];

    /// <param name="files">Files of one or more runs; where several have one content, the first stands for them.</param>
    public Lineage(IEnumerable<RunFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        foreach (var file in files)
        {
            byDigest.TryAdd(file.Artifact.Digest, file);
        }
    }

    /// <summary>The files with these digests and all they came from, directly or not, each once, by name and then digest.</summary>
    /// <exception cref="ArtifactException">A digest on the way is in no index: the lineage has a hole.</exception>
    public IReadOnlyList<RunFile> Closure(IEnumerable<Digest> digests)
    {
        ArgumentNullException.ThrowIfNull(digests);
        var found = new Dictionary<Digest, RunFile>();
        var open = new Stack<(Digest Digest, string NeededBy)>(digests.Select(d => (d, "the caller")));
        while (open.TryPop(out var next))
        {
            if (found.ContainsKey(next.Digest))
            {
                continue;
            }

            if (!byDigest.TryGetValue(next.Digest, out var file))
            {
                throw new ArtifactException(
                    $"The lineage has a hole: {next.Digest}, needed by {next.NeededBy}, is in no run index; run again, so that every file is indexed.");
            }

            found.Add(next.Digest, file);
            foreach (var input in file.Inputs)
            {
                open.Push((input, file.Name));
            }
        }

        return [.. found.Values.OrderBy(f => f.Name, StringComparer.Ordinal).ThenBy(f => f.Artifact.Sha256, StringComparer.Ordinal)];
    }
}
