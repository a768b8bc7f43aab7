using Assay.Domain;

namespace Assay.Artifacts;

/// <summary>Where things lie below a home, or below a shared folder (docs/formats.md).</summary>
public sealed record ArtifactPaths
{
    /// <param name="home">The folder given by <c>--home</c>.</param>
    public ArtifactPaths(string home)
    {
        ArgumentException.ThrowIfNullOrEmpty(home);
        Home = Path.TrimEndingDirectorySeparator(Path.GetFullPath(home));
        Root = Path.Combine(Home, "artifacts");
    }

    /// <summary>The same below a folder that several machines share, which is <see cref="Root"/> itself.</summary>
    public static ArtifactPaths Shared(string folder)
    {
        var paths = new ArtifactPaths(folder);
        return paths with { Root = paths.Home };
    }

    public string Home { get; }

    /// <summary>The folder <c>artifacts</c> of a home.</summary>
    public string Root { get; private init; }

    public string Scratch => Path.Combine(Root, "tmp");

    public string Runs => Path.Combine(Root, "runs");

    public string Object(Digest digest) => Path.Combine(Root, "objects", "sha256", digest.Hex[..2], digest.Hex[2..]);

    public string Memo(Digest key) => Record(RecordNames.Memo(key));

    public string Effect(Digest key) => Record(RecordNames.Effect(key));

    public string Record(string name) => Path.Combine(Root, name.Replace('/', Path.DirectorySeparatorChar));

    public string Run(string runId) => Path.Combine(Runs, runId);
}
