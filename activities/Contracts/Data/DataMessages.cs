using Assay.Domain;

namespace Assay.Activities.Contracts.Data;

/// <param name="Stage">The run.</param>
/// <param name="Path">Absolute path of the file on the host.</param>
public sealed record ImportFile(Stage Stage, string Path);

/// <param name="Source">The file as it was given.</param>
/// <param name="Table">What was read from it.</param>
public sealed record ImportedFile(ArtifactRef Source, ArtifactRef Table);

/// <param name="Stage">The run.</param>
/// <param name="SignalInformationCoefficient">Replaces the configured size of the true signal (0 switches it off); null keeps it.</param>
public sealed record GenerateSyntheticMarket(Stage Stage, double? SignalInformationCoefficient);

/// <param name="RawBars">Bars as a vendor would deliver them, defects included.</param>
/// <param name="Membership">Dated membership snapshots.</param>
/// <param name="Truth">The true signal; no later stage reads it.</param>
public sealed record SyntheticMarketResult(ArtifactRef RawBars, ArtifactRef Membership, ArtifactRef Truth);

/// <param name="Stage">The run.</param>
/// <param name="RawBars">The raw table.</param>
/// <param name="Start">First session taken (ISO date), or null for all.</param>
/// <param name="End">Last session taken (ISO date), or null for all.</param>
/// <param name="Snapshot">The snapshot that the table was read from; its calendar and its own verdict count too. Null for a file or the generator.</param>
public sealed record InspectQuality(Stage Stage, ArtifactRef RawBars, string? Start, string? End, SnapshotRequest? Snapshot = null);

/// <param name="Bars">Clean bars.</param>
/// <param name="Quarantine">Bars set aside, each with its rule.</param>
/// <param name="Report">Every finding and the verdict.</param>
/// <param name="Verdict"><c>pass</c> or <c>degraded</c>; a failed gate is an error of the activity.</param>
/// <param name="Symbols">Symbols with clean bars.</param>
/// <param name="Sessions">Sessions with clean bars.</param>
/// <param name="FirstSession">ISO date.</param>
/// <param name="LastSession">ISO date.</param>
/// <param name="QuarantinedRows">Number of rows set aside.</param>
public sealed record QualityResult(
    ArtifactRef Bars,
    ArtifactRef Quarantine,
    ArtifactRef Report,
    string Verdict,
    int Symbols,
    int Sessions,
    string FirstSession,
    string LastSession,
    long QuarantinedRows);

/// <param name="Stage">The run.</param>
/// <param name="Bars">Clean bars.</param>
/// <param name="Membership">Dated membership snapshots, or null: then history and liquidity alone decide.</param>
/// <param name="Paid">Closes and volumes as they were traded, where the bars are adjusted; else null.</param>
public sealed record BuildUniverse(Stage Stage, ArtifactRef Bars, ArtifactRef? Membership, ArtifactRef? Paid = null);
