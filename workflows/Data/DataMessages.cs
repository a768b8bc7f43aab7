using Assay.Activities.Contracts;
using Assay.Activities.Contracts.Data;
using Assay.Domain;
using Assay.Workflows.Jobs;

namespace Assay.Workflows.Data;

/// <param name="Market">Name of the market: <c>synthetic</c>, or the file's name without its endings.</param>
/// <param name="BarsPath">Absolute path of the file of bars; null for the synthetic market.</param>
/// <param name="MembershipPath">Absolute path of dated membership snapshots; null where there are none.</param>
/// <param name="SignalInformationCoefficient">Synthetic only: size of the true signal; null for the configured one.</param>
/// <param name="Start">First session taken, ISO date, or null.</param>
/// <param name="End">Last session taken, ISO date, or null.</param>
/// <param name="Snapshot">The point-in-time snapshot that bars, and membership where no file of it is given, are read from; null for a file or the synthetic market.</param>
/// <param name="Synthetic">True where the snapshot was made from a generated market.</param>
/// <param name="Named">A snapshot by name, which a job of its own looks up when it begins; null elsewhere.</param>
public sealed record DataRequest(
    string Market,
    string? BarsPath,
    string? MembershipPath,
    double? SignalInformationCoefficient,
    string? Start,
    string? End,
    SnapshotRequest? Snapshot = null,
    bool Synthetic = false,
    NamedSnapshot? Named = null);

/// <summary>Either what a parent prepared, or a job of its own.</summary>
/// <param name="Prepared">The run and its source; null for a job of its own.</param>
/// <param name="Job">The job; null for a child.</param>
public sealed record DataRefreshInput(PreparedData? Prepared, JobRequest? Job = null);

/// <param name="Stage">The run.</param>
/// <param name="Request">Where the market comes from.</param>
public sealed record PreparedData(Stage Stage, DataRequest Request);

/// <param name="Market">Name of the market.</param>
/// <param name="Quality">Clean bars, quarantine, findings.</param>
/// <param name="Membership">Dated membership, or null.</param>
/// <param name="Universe">Members by session.</param>
public sealed record DataSnapshot(string Market, QualityResult Quality, ArtifactRef? Membership, ArtifactRef Universe);
