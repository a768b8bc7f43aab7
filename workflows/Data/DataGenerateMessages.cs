using Assay.Activities.Contracts.Data;
using Assay.Domain;

namespace Assay.Workflows.Data;

/// <summary>A generated market that is to be a snapshot.</summary>
/// <param name="Name">Name of the snapshot, which nothing else should have.</param>
/// <param name="Seed">Seed; null for the configured one.</param>
/// <param name="SignalInformationCoefficient">Size of the true signal; null for the configured one.</param>
/// <param name="WithDefects">True where a vendor's faults are put in.</param>
/// <param name="StatedAt">The instant of the command.</param>
/// <param name="Command">What started it, for people.</param>
/// <param name="AcceptFailing">True where the person takes data that fail the quality gate.</param>
public sealed record DataGenerateInput(
    string Name, ulong? Seed, double? SignalInformationCoefficient, bool WithDefects, DateTimeOffset StatedAt, string Command, bool AcceptFailing = false);

/// <param name="RunId">Name of the run, whose folder shows truth, faults and report.</param>
/// <param name="Truth">The true signal.</param>
/// <param name="Commit">What became of the snapshot.</param>
public sealed record DataGenerateResult(string RunId, ArtifactRef Truth, CommittedSnapshot Commit);
