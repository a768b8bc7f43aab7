using Assay.Activities.Contracts.Backtests;
using Assay.Activities.Contracts.Data;
using Assay.Activities.Contracts.Features;
using Assay.Activities.Contracts.Models;
using Assay.Activities.Contracts.Selection;
using Assay.Domain;

namespace Assay.Activities.Contracts.Release;

/// <param name="Stage">The run.</param>
/// <param name="Market">Name of the market the data came from.</param>
/// <param name="Quality">Result of the quality gate.</param>
/// <param name="Universe">Members by session.</param>
/// <param name="Features">The feature set.</param>
/// <param name="Plan">The training plan.</param>
/// <param name="Candidates">Every trained candidate.</param>
/// <param name="Batches">Every pair's backtest.</param>
/// <param name="Baseline">Equal weight of the universe.</param>
/// <param name="Selection">The selection, with a winner.</param>
/// <param name="Model">The fitted champion.</param>
/// <param name="History">The release it succeeds, and what was rolled back before.</param>
public sealed record BuildAuditBundle(
    Stage Stage,
    string Market,
    QualityResult Quality,
    ArtifactRef Universe,
    FeatureSet Features,
    TrainingPlan Plan,
    IReadOnlyList<CandidateResult> Candidates,
    IReadOnlyList<BacktestBatch> Batches,
    PairBacktest Baseline,
    SelectionOutcome Selection,
    FittedModel Model,
    ReleaseHistory History);

/// <param name="Metrics">metrics.json: what the approvals sign (<c>assay.audit.metrics/1</c>).</param>
/// <param name="Summary">summary.md for people.</param>
/// <param name="Flags">Open flags, in a fixed order.</param>
/// <param name="DeploymentReady">True when no flag is open and no check was skipped.</param>
public sealed record AuditResult(ArtifactRef Metrics, ArtifactRef Summary, IReadOnlyList<AuditFlag> Flags, bool DeploymentReady);

/// <param name="Id">Stable id, such as <c>pbo_high</c>.</param>
/// <param name="Owner">The role whose signed waiver opens it.</param>
/// <param name="Detail">One sentence with value and threshold.</param>
public sealed record AuditFlag(string Id, string Owner, string Detail);

/// <param name="Stage">The run.</param>
/// <param name="Audit">The bundle.</param>
/// <param name="AsOf">The run's as-of instant, ISO with zone.</param>
public sealed record ApproveBundle(Stage Stage, AuditResult Audit, DateTimeOffset AsOf);

/// <param name="Channel"><c>development</c> or <c>production</c>.</param>
/// <param name="Approvals">One signed envelope per role.</param>
/// <param name="Waivers">One signed envelope per waived flag.</param>
/// <param name="WaivedFlags">Id of the flag that each waiver waives.</param>
/// <param name="Roles">Role of each approval; null for the roles that always approve, in their order.</param>
public sealed record ApprovalResult(
    string Channel,
    IReadOnlyList<ArtifactRef> Approvals,
    IReadOnlyList<ArtifactRef> Waivers,
    IReadOnlyList<string> WaivedFlags,
    IReadOnlyList<string>? Roles = null);

/// <param name="Stage">The run.</param>
/// <param name="Market">Name of the market the data came from.</param>
/// <param name="Quality">The snapshot the model was fitted on.</param>
/// <param name="Winner">The chosen pair.</param>
/// <param name="Model">The fitted champion.</param>
/// <param name="Selection">The selection.</param>
/// <param name="Audit">The bundle.</param>
/// <param name="Approvals">Approvals and waivers.</param>
/// <param name="Incumbent">The release it succeeds, or null.</param>
/// <param name="MeanInformationCoefficient">Of the champion's candidate, out of sample; null when undefined.</param>
/// <param name="AsOf">The run's as-of instant.</param>
public sealed record SignManifest(
    Stage Stage,
    string Market,
    QualityResult Quality,
    PairBacktest Winner,
    FittedModel Model,
    SelectionOutcome Selection,
    AuditResult Audit,
    ApprovalResult Approvals,
    Incumbent? Incumbent,
    double? MeanInformationCoefficient,
    DateTimeOffset AsOf);

/// <param name="Version">Monotonic version within the channel.</param>
/// <param name="Channel"><c>development</c> or <c>production</c>.</param>
/// <param name="Manifest">The DSSE envelope.</param>
public sealed record SignedRelease(int Version, string Channel, ArtifactRef Manifest);

/// <param name="Stage">The run.</param>
/// <param name="Release">The signed release.</param>
/// <param name="AsOf">Expiry is judged at this instant.</param>
public sealed record ActivateRelease(Stage Stage, SignedRelease Release, DateTimeOffset AsOf);

/// <param name="Stage">The run.</param>
/// <param name="AsOf">Expiry is judged at this instant.</param>
public sealed record LoadActiveRelease(Stage Stage, DateTimeOffset AsOf);

/// <param name="Version">Version.</param>
/// <param name="Channel">Channel.</param>
/// <param name="Manifest">The DSSE envelope.</param>
/// <param name="Market">Market of the model.</param>
/// <param name="Candidate">Name of the candidate.</param>
/// <param name="Optimizer">Name of the optimizer.</param>
/// <param name="Onnx">The model to score with.</param>
/// <param name="MeanInformationCoefficient">The released model's mean rank information coefficient out of sample.</param>
public sealed record ActiveRelease(
    int Version,
    string Channel,
    ArtifactRef Manifest,
    string Market,
    string Candidate,
    string Optimizer,
    ArtifactRef Onnx,
    double? MeanInformationCoefficient);
