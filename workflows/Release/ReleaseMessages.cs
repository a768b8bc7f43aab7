using Assay.Activities.Contracts;
using Assay.Activities.Contracts.Release;
using Assay.Workflows.Data;
using Assay.Workflows.Selection;

namespace Assay.Workflows.Release;

/// <param name="Stage">The run.</param>
/// <param name="Data">The snapshot.</param>
/// <param name="Selection">A selection with a champion.</param>
public sealed record ReleaseAuditInput(Stage Stage, DataSnapshot Data, SelectionResult Selection);

/// <param name="Stage">The run.</param>
/// <param name="Data">The snapshot.</param>
/// <param name="Selection">A selection with a champion.</param>
/// <param name="Audit">Its audit bundle.</param>
/// <param name="AsOf">The instant of the run.</param>
public sealed record ReleaseInput(Stage Stage, DataSnapshot Data, SelectionResult Selection, AuditResult Audit, DateTimeOffset AsOf);

/// <param name="Approvals">Approvals and waivers.</param>
/// <param name="Active">The release, now active.</param>
public sealed record ReleaseResult(ApprovalResult Approvals, ActiveRelease Active);
