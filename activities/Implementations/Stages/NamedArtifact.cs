using Assay.Domain;

namespace Assay.Activities.Stages;

/// <param name="Name">Path below the run's folder, with forward slashes.</param>
/// <param name="Artifact">The object.</param>
/// <param name="Inputs">What it was made from; null for all inputs of the activity.</param>
public sealed record NamedArtifact(string Name, ArtifactRef Artifact, IReadOnlyList<ArtifactRef>? Inputs = null);
