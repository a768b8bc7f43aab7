using Assay.Domain;

namespace Assay.Artifacts.Runs;

/// <summary>One file of a run: what it is, and what it came from.</summary>
public sealed record RunFile
{
    /// <summary>Readable path below the run's folder, with forward slashes, for instance <c>features/matrix.parquet</c>.</summary>
    public required string Name { get; init; }

    public required ArtifactRef Artifact { get; init; }

    /// <summary>The activity that made it.</summary>
    public required string Activity { get; init; }

    /// <summary>Digests of the files it was made from, ascending; empty for what came from outside.</summary>
    public required IReadOnlyList<Digest> Inputs { get; init; }

    /// <summary>Digest of the activity's parameters in canonical JSON (they stand in its memo); null where there are none.</summary>
    public Digest? Parameters { get; init; }

    /// <summary>The version of the code that made it; null for what came from outside.</summary>
    public Digest? CodeVersion { get; init; }

    public required DateTimeOffset Started { get; init; }

    public required DateTimeOffset Ended { get; init; }

    public required string Host { get; init; }

    /// <summary>True when any of it comes from a synthetic market.</summary>
    public required bool Synthetic { get; init; }

    /// <summary>True when it was made in a dry run.</summary>
    public required bool DryRun { get; init; }
}
