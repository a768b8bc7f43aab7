using Assay.Domain;

namespace Assay.Activities.Contracts;

/// <summary>What every activity of a run shares. The run id and the marks name the run; they are never part of a memo key.</summary>
/// <param name="RunId">The folder below <c>artifacts/runs/</c> that shows this run to people.</param>
/// <param name="Configuration">The frozen configuration of the run (<c>assay.configuration/1</c>).</param>
/// <param name="Synthetic">True when the market is generated; every artifact's entry carries the mark.</param>
/// <param name="DryRun">True when nothing of the run may be released.</param>
public sealed record Stage(string RunId, ArtifactRef Configuration, bool Synthetic, bool DryRun);
