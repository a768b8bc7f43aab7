namespace Assay.S3Artifacts;

/// <summary>What a server can do.</summary>
/// <param name="HeedsConditions">
/// True when it refuses a write on condition that nothing is there where something is. Otherwise, of two workers that write one memo at the same
/// instant, the last stands and not the first.
/// </param>
public sealed record S3Findings(bool HeedsConditions);
