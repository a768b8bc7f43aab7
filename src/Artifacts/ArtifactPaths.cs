using Assay.Domain;

namespace Assay.Artifacts;

/// <summary>Where things lie below a home (docs/formats.md).</summary>
public sealed record ArtifactPaths
{
    /// <param name="home">The folder given by <c>--home</c>.</param>
    public ArtifactPaths(string home)
    {
        ArgumentException.ThrowIfNullOrEmpty(home);
        Home = Path.TrimEndingDirectorySeparator(Path.GetFullPath(home));
        Root = Path.Combine(Home, "artifacts");
    }

    public string Home { get; }

    /// <summary>The folder <c>artifacts</c>.</summary>
    public string Root { get; }

    public string Scratch => Path.Combine(Root, "tmp");

    public string Runs => Path.Combine(Root, "runs");

    public string Object(Digest digest) => Path.Combine(Root, "objects", "sha256", digest.Hex[..2], digest.Hex[2..]);

    public string Memo(Digest key) => Path.Combine(Root, "memo", key.Hex[..2], key.Hex + ".json");

    public string Effect(Digest key) => Path.Combine(Root, "effects", key.Hex[..2], key.Hex + ".json");

    public string Run(string runId) => Path.Combine(Runs, runId);
}
