using System.Text.Json.Serialization;

namespace Assay.Artifacts;

/// <summary>What a content artifact says of itself, so that nobody takes a trial for the real thing wherever the file ends up.</summary>
/// <param name="Synthetic">Any of it comes from a generated market.</param>
/// <param name="DryRun">It was made in a dry run.</param>
public sealed record ArtifactMarks(bool Synthetic, bool DryRun)
{
    public static ArtifactMarks None { get; } = new(false, false);

    [JsonIgnore]
    public bool Any => Synthetic || DryRun;

    /// <summary>The footer entries of a Parquet file; only marks that are set.</summary>
    public IEnumerable<KeyValuePair<string, string>> AsMetadata()
    {
        if (DryRun)
        {
            yield return new("assay.dry_run", "true");
        }

        if (Synthetic)
        {
            yield return new("assay.synthetic", "true");
        }
    }
}
